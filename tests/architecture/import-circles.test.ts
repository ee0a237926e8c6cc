import { expect, it } from "vitest";
import { importCircles } from "./import-circles.js";
import { isTestFile, sourceFiles } from "./source-files.js";

it("finds a circle, however long, and each once", () => {
  const files = [
    { path: "a/one.ts", text: `import { two } from "./two.js";` },
    { path: "a/two.ts", text: `import type { Three } from "../b/three.js";` },
    { path: "b/three.tsx", text: `import { one } from "../a/one.js"; import { four } from "./four.js";` },
    { path: "b/four.ts", text: `import { three } from "./three.js";` },
    { path: "b/five.ts", text: `import { four } from "./four.js";` },
  ];
  expect(importCircles(files)).toEqual([
    "a/one.ts -> a/two.ts -> b/three.tsx -> a/one.ts",
    "b/four.ts -> b/three.tsx -> b/four.ts",
  ]);
});

it("has nothing to find in what ships", () => {
  const files = sourceFiles(["packages", "apps", "experiments", "scripts"]);
  expect(importCircles(files.filter(({ path }) => !isTestFile(path)))).toEqual([]);
});

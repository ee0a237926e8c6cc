import { describe, expect, it } from "vitest";
import { importViolations } from "./import-rules.js";
import { roomNames, roomOf, rooms } from "./rooms.js";
import { sourceFiles } from "./source-files.js";

const files = sourceFiles(["packages", "apps", "experiments", "tests", "scripts"]);

describe("the import table", () => {
  it("sees the sources of every room", () => {
    const seen = new Set(files.map(({ path }) => roomOf(path)));
    expect(roomNames().filter((room) => !seen.has(room))).toEqual([]);
  });

  it("is kept by every file", () => {
    expect(files.flatMap(importViolations)).toEqual([]);
  });

  it("has no way round in a circle", () => {
    const reaches = (from: string, at: string, seen: readonly string[] = []): boolean =>
      roomNames()
        .filter((room) => room === at)
        .flatMap((room) => rooms[room].mayImport.filter((next) => next !== room))
        .some((next) => next === from || (!seen.includes(next) && reaches(from, next, [...seen, next])));
    expect(roomNames().filter((room) => reaches(room, room))).toEqual([]);
  });
});

describe("what the table refuses", () => {
  const refused = (path: string, text: string) => importViolations({ path, text }).join("\n");

  it.each([
    ["packages/core/src/a.ts", `import { b } from "@holdfast/store";`, "core may not import store"],
    ["packages/analysis/src/a.ts", `import { b } from "@holdfast/report";`, "analysis may not import report"],
    ["packages/report/src/a.ts", `import { b } from "@holdfast/analysis";`, "report may not import analysis"],
    ["packages/store/src/a.ts", `import type { B } from "@holdfast/analysis";`, "even for its types"],
    ["packages/importers/src/a.ts", `await import("@holdfast/store");`, "even lazily"],
    ["packages/store/src/a.ts", `export { b } from "@holdfast/api";`, "store may not import api"],
    ["packages/api/src/verbs/a.ts", `import { b } from "../local/index.js";`, "api may not import api/local"],
    ["packages/api/src/client/a.ts", `import { b } from "../app.js";`, "api (only by import type)"],
    ["packages/api/src/client/a.ts", `import { b } from "hono";`, "api/client may load hono/client only"],
    ["packages/api/src/client/a.ts", `import { b } from "node:fs";`, "api/client may load hono/client only"],
    ["apps/cli/src/a.ts", `import { b } from "@holdfast/store";`, "cli may not import store"],
    ["apps/cli/src/a.ts", `import { b } from "@holdfast/web";`, "web (only through import())"],
    ["apps/web/src/a.tsx", `import { b } from "@holdfast/api";`, "web may not import api"],
    [
      "experiments/x/ablation.ts",
      `import { b } from "@holdfast/report";`,
      "experiments may not import report",
    ],
    ["packages/core/src/a.ts", `import { b } from "../../store/src/b.js";`, "may not leave its package"],
    ["packages/report/src/a.ts", `import { b } from "@holdfast/core/src/b.js";`, "no entrance of a room"],
    [
      "packages/analysis/src/b.ts",
      `import { DataFrame } from "danfojs-node";`,
      "Only packages/analysis/src/frame.ts",
    ],
    [
      "packages/analysis/src/b.ts",
      `createRequire(import.meta.url)("danfojs-node");`,
      "Only packages/analysis/src/frame.ts",
    ],
    ["packages/api/src/verbs/a.ts", `import { sql } from "drizzle-orm";`, "Only packages/store/"],
    ["packages/api/src/verbs/a.ts", `import postgres from "postgres";`, "Only packages/store/"],
    ["apps/cli/src/a.ts", `await import("@electric-sql/pglite");`, "Only packages/store/"],
    ["tests/flow/a.test.ts", `import { drizzle } from "drizzle-orm/pglite";`, "Only packages/store/"],
  ])("%s: %s", (path, text, expected) => {
    expect(refused(path, text)).toContain(expected);
    expect(refused(path, text)).toContain(`${path}:1 imports`);
  });

  it.each([
    ["packages/analysis/src/a.ts", `import { b } from "@holdfast/core";`],
    ["packages/analysis/src/frame.ts", `import { DataFrame } from "danfojs-node";`],
    ["packages/store/src/a.ts", `import { sql } from "drizzle-orm";`],
    [
      "packages/api/src/client/a.ts",
      `import type { App } from "../app.js"; import { hc } from "hono/client";`,
    ],
    [
      "packages/api/src/local/a.ts",
      `import { openStore } from "@holdfast/store"; import { createApp } from "../app.js";`,
    ],
    ["apps/cli/src/commands/serve.ts", `const { b } = await import("@holdfast/web");`],
    ["apps/cli/src/commands/serve.ts", `import type { B } from "@holdfast/web";`],
    ["tests/flow/a.test.ts", `import { openStore } from "@holdfast/store";`],
    ["packages/api/src/problem.ts", `import { b } from "./client/b.js";`],
    ["packages/api/src/verbs/a.test.ts", `import { openLocal } from "../local/index.js";`],
  ])("but not %s: %s", (path, text) => {
    expect(refused(path, text)).toBe("");
  });

  it("says which file, which import, what is allowed, and where to put the code", () => {
    expect(refused("packages/report/src/a.ts", `\nimport { b } from "@holdfast/analysis";`)).toBe(
      'packages/report/src/a.ts:2 imports "@holdfast/analysis". report may not import analysis; it may import core. ' +
        "Remember: report turns findings into strings and computes no statistics. " +
        "analysis, importers, report and store never import one another: " +
        "words they share belong in core, and joining them is a verb in packages/api/src/verbs.",
    );
  });
});

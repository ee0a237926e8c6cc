import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Manifest, manifestViolations } from "./manifest-rules.js";
import { type Room, roomNames, rooms } from "./rooms.js";
import { repositoryRoot, type SourceFile, sourceFiles } from "./source-files.js";

const packages = roomNames().filter((room) => !rooms[room].folder.includes("/src/"));
const read = (path: string): Manifest & { readonly exports?: object } =>
  JSON.parse(readFileSync(join(repositoryRoot, path), "utf8"));
const shared = Object.keys(read("package.json").devDependencies ?? {});

describe("each manifest", () => {
  it.each(packages)(
    "of %s lists what its sources import, and no room that the table keeps from it",
    (room) => {
      const { folder } = rooms[room];
      const manifest = read(`${folder}/package.json`);
      const sources = sourceFiles([folder]);
      expect(manifestViolations(`${folder}/package.json`, room, manifest, sources, shared)).toEqual([]);
    },
  );

  it("offers exactly the entrances of the table", () => {
    const offered = packages.flatMap((room) => {
      const { name, exports = {} } = read(`${rooms[room].folder}/package.json`);
      return Object.keys(exports).map((door) => name + door.slice(1));
    });
    const expected = roomNames().flatMap((room) => rooms[room].entrances);
    expect(offered.sort()).toEqual(expected.sort());
  });
});

describe("what a manifest test refuses", () => {
  const refused = (room: Room, dependencies: Record<string, string>, ...sources: SourceFile[]) =>
    manifestViolations("m.json", room, { name: "@holdfast/x", dependencies }, sources, ["vitest"]);
  const file = (text: string, path = "packages/report/src/a.ts") => ({ path, text });

  it("an import that is not listed", () => {
    expect(refused("report", {}, file(`import { a } from "zod/mini";`))).toEqual([
      `packages/report/src/a.ts:1 imports "zod", which m.json does not list as a dependency.`,
    ]);
  });

  it("a development dependency in what ships, but not in a test", () => {
    const text = `import { it } from "vitest";`;
    expect(refused("report", {}, file(text))).toHaveLength(1);
    expect(refused("report", {}, file(text, "packages/report/src/a.test.ts"))).toEqual([]);
  });

  it("a room that the table forbids", () => {
    const said = refused("report", { "@holdfast/store": "1" }, file(`import { a } from "@holdfast/store";`));
    expect(said).toEqual([expect.stringContaining("which the import table keeps from report")]);
  });

  it("a dependency that nothing imports", () => {
    expect(refused("report", { zod: "4" }, file("const a = 1;"))).toEqual([
      "m.json lists zod, which no source of the package imports: remove it.",
    ]);
  });

  it("but not what Node brings, nor a listed package's inner module", () => {
    const text = `import { readFileSync } from "node:fs"; import { a } from "@scope/b/c";`;
    expect(refused("report", { "@scope/b": "1" }, file(text))).toEqual([]);
  });
});

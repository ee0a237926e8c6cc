import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";
import { anchorsOf, referencesOf } from "./references.js";

const at = (path: string) => join(repositoryRoot, path);
const read = (path: string) => readFileSync(at(path), "utf8");
const filesUnder = (folder: string): string[] =>
  readdirSync(at(folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesUnder("docs")]
  .filter((path) => path.endsWith(".md"))
  .filter((path) => existsSync(at(path)));
const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(read("package.json"));
const commands = readdirSync(at("apps/cli/src/commands"))
  .filter((name) => /\.ts$/.test(name) && !/\.test\.ts$/.test(name))
  .map((name) => name.replace(/\.ts$/, ""));

describe("the documentation", () => {
  it("is found", () => {
    expect(pages).toContain("CONTRIBUTING.md");
    expect(pages.filter((page) => page.startsWith("docs/adr/")).length).toBeGreaterThan(5);
  });

  it.each(pages)("%s names only files that exist", (page) => {
    const { paths, links } = referencesOf(read(page));
    expect(paths.filter((path) => !existsSync(at(path)))).toEqual([]);
    expect(links.filter((link) => !existsSync(join(dirname(at(page)), decodeURIComponent(link))))).toEqual(
      [],
    );
  });

  it.each(pages)("%s names only npm scripts that exist", (page) => {
    expect(referencesOf(read(page)).scripts.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each(pages)("%s names only commands of the binary that exist", (page) => {
    expect(referencesOf(read(page)).commands.filter((name) => !commands.includes(name))).toEqual([]);
  });

  it.each(pages)("%s points only to headings it has", (page) => {
    const anchors = anchorsOf(read(page));
    expect(referencesOf(read(page)).anchors.filter((anchor) => !anchors.includes(anchor))).toEqual([]);
  });

  it.skipIf(!pages.includes("README.md"))(
    "README opens with a picture and the two commands (skipped until written)",
    () => {
      const { links, scripts: named } = referencesOf(read("README.md"));
      expect(links.filter((link) => /\.(svg|png)$/.test(link))).not.toEqual([]);
      expect(named).toEqual(expect.arrayContaining(["demo", "test"]));
    },
  );
});

describe("referencesOf", () => {
  const page = [
    "# The `one` title, twice",
    "See `packages/core/src/arm.ts`, `docs/adr/NNNN-title.md`, `packages/<room>/src`, [a](docs/b.md#c) and [d](#e).",
    '![f](docs/g.svg "h") [i](https://example.test/j.md) <img src="docs/k.png">',
    "Run `npm run demo`, then `npx holdfast status --json`; `holdfast-source` and `@holdfast/core effects` are none.",
    "Not code: packages/none.ts, npm run none, holdfast none.",
    "```sh",
    "# holdfast comments on packages/none",
    "npm test && node apps/cli/bin/holdfast.js --db=x report -o out.html",
    "holdfast register ablation.ts | holdfast record -",
    "cat LICENSE",
    "```",
  ].join("\n");

  it("reads code for paths, scripts and commands, and links for their targets", () => {
    expect(referencesOf(page)).toEqual({
      paths: ["apps/cli/bin/holdfast.js", "packages/core/src/arm.ts", "LICENSE"].sort(),
      links: ["docs/b.md", "docs/g.svg", "docs/k.png"],
      scripts: ["demo", "test"],
      commands: ["record", "register", "report", "status"],
      anchors: ["e"],
    });
  });

  it("knows the anchor of a heading", () => {
    expect(anchorsOf(page)).toEqual(["the-one-title-twice"]);
  });
});

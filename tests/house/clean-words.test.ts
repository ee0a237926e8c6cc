import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";

const git = (...words: readonly string[]) =>
  execFileSync("git", words, { cwd: repositoryRoot, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** Every file that is or would be committed; undefined outside a git checkout (an unpacked archive). */
function committedFiles(): string[] | undefined {
  try {
    return git("ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0").filter(Boolean);
  } catch {
    return undefined;
  }
}

const oneMegabyte = 1024 * 1024;
const isText = (path: string) => !/\.(png|jpg|gif|ico|woff2?|gz|zst|zip|eval)$/.test(path);
const sizeOf = (path: string) => statSync(join(repositoryRoot, path), { throwIfNoEntry: false })?.size ?? 0;

// Put together from halves, so that this file does not name them itself.
const neverNamed = [
  ["a machine's folders", new RegExp(["(?<![\\w.])/(?:work|root)", "/[\\w.]"].join(""))],
  ["a registry's address", new RegExp(["registry\\.", "npmjs|registry\\.", "yarnpkg"].join(""))],
] as const;

const files = committedFiles();

describe.skipIf(files === undefined)("what is committed (skipped where there is no git checkout)", () => {
  const texts = (files ?? [])
    .filter((path) => isText(path) && sizeOf(path) > 0)
    .map((path) => ({ path, text: readFileSync(join(repositoryRoot, path), "utf8") }));

  it("holds no file over a megabyte", () => {
    expect((files ?? []).filter((path) => sizeOf(path) > oneMegabyte)).toEqual([]);
  });

  it.each(neverNamed)("does not name %s", (_, pattern) => {
    const named = texts.flatMap(({ path, text }) => {
      const found = pattern.exec(text);
      return found === null ? [] : [`${path}: ${text.slice(found.index, found.index + 60)}`];
    });
    expect(named).toEqual([]);
  });

  it("is in UTF-8 without a byte order mark, with newlines alone at the end of lines", () => {
    const marked = texts.filter(({ text }) => text.startsWith("\uFEFF") || text.includes("\r\n"));
    expect(marked.map(({ path }) => path)).toEqual([]);
  });
});

describe("what the search for names catches", () => {
  it.each([
    ["a machine's folders", ["see /wo", "rk/main/a.ts"].join("")],
    ["a machine's folders", ["see /ro", "ot/.npmrc"].join("")],
    ["a registry's address", ["https://registry.", "npmjs.org/a"].join("")],
  ])("%s in %j", (name, text) => {
    expect(neverNamed.find(([each]) => each === name)?.[1].test(text)).toBe(true);
  });

  it("and lets a path of ours pass", () => {
    const ours = [["packages/core/src", "work/a.ts"].join("/"), ["./root", "b.ts"].join("/")];
    expect(ours.some((path) => neverNamed.some(([, pattern]) => pattern.test(path)))).toBe(false);
  });
});

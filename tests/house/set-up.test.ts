import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";
import { folderWithNpm, runIn } from "./stand-in-npm.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const entry = (version: string, rest: object = {}) => ({ version, integrity: `sha512-${version}`, ...rest });
const elsewhere = process.platform === "win32" ? "linux" : "win32";

/** A small clone; its npm installs by copying the lockfile to where npm keeps its own record. */
function clone(npm = "mkdir -p node_modules && cp package-lock.json node_modules/.package-lock.json") {
  const folder = folderWithNpm(npm);
  folders.push(folder);
  mkdirSync(join(folder, "scripts"));
  cpSync(join(repositoryRoot, "scripts/set-up.mjs"), join(folder, "scripts/set-up.mjs"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "small" }));
  lock(folder, { "node_modules/a": entry("1.0.0") });
  return folder;
}

const lock = (folder: string, packages: object) =>
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...packages } }));
const record = (folder: string, packages: object) => {
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "node_modules/.package-lock.json"), JSON.stringify({ packages }));
};
const setUp = (folder: string, before: readonly string[] = []) =>
  runIn(folder, "scripts/set-up.mjs", [], before);
const npmCalls = (folder: string) => {
  const path = join(folder, "npm-calls");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
};

describe.skipIf(process.platform === "win32")(
  "set-up (skipped on Windows: the stand-in npm is a shell script)",
  () => {
    it("installs a fresh clone from the lockfile, in one line that says why, and then says nothing", () => {
      const folder = clone();
      const first = setUp(folder);
      expect([first.status, first.stdout]).toEqual([0, ""]);
      expect(first.stderr).toMatch(
        /^Installing from package-lock\.json, because node_modules is missing .*\n$/,
      );
      expect(npmCalls(folder)).toEqual([expect.stringMatching(/^ci .*--include=dev/)]);
      const second = setUp(folder);
      expect([second.status, second.stdout, second.stderr]).toEqual([0, "", ""]);
      expect(npmCalls(folder)).toHaveLength(1);
    });

    it("installs again when the lockfile asks for another version", () => {
      const folder = clone();
      setUp(folder);
      lock(folder, { "node_modules/a": entry("1.0.1") });
      expect(setUp(folder).stderr).toContain("node_modules is out of date: node_modules/a should be 1.0.1");
      expect(setUp(folder).stderr).toBe("");
      expect(npmCalls(folder)).toHaveLength(2);
    });

    it("installs again after an install that was cut off", () => {
      const folder = clone();
      mkdirSync(join(folder, "node_modules"));
      expect(setUp(folder).stderr).toContain("not the work of a finished install");
    });

    it("takes what npm installed without it, and misses no package of another platform", () => {
      const folder = clone();
      lock(folder, {
        "node_modules/a": entry("1.0.0"),
        "node_modules/b": entry("1.0.0", { optional: true, os: [elsewhere] }),
      });
      record(folder, { "node_modules/a": entry("1.0.0") });
      expect(setUp(folder).stderr).toBe("");
      expect(npmCalls(folder)).toEqual([]);
    });

    it("misses a package of this platform, as after copying node_modules from another machine", () => {
      const folder = clone();
      lock(folder, { "node_modules/b": entry("1.0.0", { optional: true, os: [process.platform] }) });
      record(folder, {});
      expect(setUp(folder).stderr).toContain("node_modules is out of date: node_modules/b is missing");
    });

    it("passes on that npm failed, and tries again the next time", () => {
      const folder = clone("echo 'npm error network' >&2; exit 7");
      const failed = setUp(folder);
      expect(failed.status).toBe(7);
      expect(failed.stderr).toMatch(
        /npm error network\nThe install did not finish\.\n.*run the same command again\.\n$/,
      );
      expect(setUp(folder).stderr).toContain("because node_modules is missing");
    });

    it("refuses a Node that is too old, and says which one is needed", () => {
      const old = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.18.3'}})";
      const { status, stderr } = setUp(clone(), ["--import", old]);
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /^Holdfast needs Node 20\.19 or newer; this is 20\.18\.3\.\nInstall a newer Node/,
      );
    });
  },
);

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";
import { folderWithNpm, runIn } from "./stand-in-npm.js";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const manifests = {
  "tool-linux@1.0.0": { name: "tool-linux", version: "1.0.0", os: ["linux"], cpu: ["x64"], libc: ["glibc"] },
  "tool-mac@1.0.0": { name: "tool-mac", version: "1.0.0", os: ["darwin"], dependencies: { deep: "^2.0.0" } },
  "deep@^2.0.0": [
    { name: "deep", version: "2.10.0" },
    { name: "deep", version: "2.9.0" },
  ],
  "replacement@^3.0.0": { name: "replacement", version: "3.1.0" },
};

/** A registry of the manifests above: it answers `npm view NAME --json`, and 404 for all else. */
const registry = [
  'case "$2" in',
  ...Object.entries(manifests).map(([name, answer]) => {
    const published = [answer]
      .flat()
      .map((one) => ({ ...one, dist: { integrity: `sha512-${one.version}` } }));
    return `${name}) echo '${JSON.stringify(published.length === 1 ? published[0] : published)}' ;;`;
  }),
  '*) echo "npm error code E404" >&2; exit 1 ;;',
  "esac",
].join("\n");

const tool = {
  version: "1.0.0",
  integrity: "sha512-tool",
  dev: true,
  optionalDependencies: { "tool-linux": "1.0.0", "tool-mac": "1.0.0" },
};

function folderWith(packages: object, manifest: object = {}) {
  const folder = folderWithNpm(registry);
  folders.push(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ lockfileVersion: 3, packages }));
  return folder;
}

const complete = (folder: string, ...options: readonly string[]) =>
  runIn(folder, join(repositoryRoot, "scripts/complete-lockfile.mjs"), options);
const packagesIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;

describe.skipIf(process.platform === "win32")(
  "complete-lockfile (skipped on Windows: the stand-in npm is a shell script)",
  () => {
    it("adds the builds of other platforms, and what those need in turn, in npm's order", () => {
      const folder = folderWith({ "": {}, "node_modules/tool": tool });
      expect(complete(folder).status).toBe(0);
      const packages = packagesIn(folder);
      expect(Object.keys(packages)).toEqual([
        "",
        "node_modules/deep",
        "node_modules/tool",
        "node_modules/tool-linux",
        "node_modules/tool-mac",
      ]);
      expect(packages["node_modules/tool-linux"]).toEqual({
        version: "1.0.0",
        integrity: "sha512-1.0.0",
        dev: true,
        optional: true,
        cpu: ["x64"],
        libc: ["glibc"],
        os: ["linux"],
      });
      expect(packages["node_modules/deep"]).toMatchObject({ version: "2.10.0", dev: true, optional: true });
      expect(complete(folder, "--check").stdout).toMatch(/is complete: 5 entries/);
    });

    it("only says what is missing when asked to check", () => {
      const folder = folderWith({ "": {}, "node_modules/tool": tool });
      const { status, stdout } = complete(folder, "--check");
      expect(status).toBe(1);
      expect(stdout).toContain("node_modules/tool: lacks tool-linux@1.0.0\n");
      expect(stdout).toContain("Complete it with: npm run lockfile:complete\n");
      expect(Object.keys(packagesIn(folder))).toEqual(["", "node_modules/tool"]);
    });

    it("follows the overrides of the root", () => {
      const wants = { version: "1.0.0", integrity: "sha512-a", dependencies: { old: "^1.0.0" } };
      const folder = folderWith(
        { "": {}, "node_modules/a": wants },
        { overrides: { old: "npm:replacement@^3.0.0" } },
      );
      expect(complete(folder).status).toBe(0);
      expect(packagesIn(folder)["node_modules/old"]).toMatchObject({ name: "replacement", version: "3.1.0" });
    });

    it("takes registry addresses out", () => {
      const resolved = "https://example.test/a/-/a-1.0.0.tgz";
      const folder = folderWith({
        "": {},
        "node_modules/a": { version: "1.0.0", integrity: "sha512-a", resolved },
      });
      expect(complete(folder, "--check").status).toBe(1);
      expect(complete(folder).status).toBe(0);
      expect(packagesIn(folder)["node_modules/a"]).toEqual({ version: "1.0.0", integrity: "sha512-a" });
    });

    it("says which version to pin when a build was never published, and changes nothing", () => {
      const folder = folderWith({
        "": {},
        "node_modules/tool": { ...tool, optionalDependencies: { "tool-mac": "9.0.0" } },
      });
      const { status, stderr } = complete(folder);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^The registry has no tool-mac@9\.0\.0 \(npm error code E404\)/);
      expect(stderr).toContain("to a version whose platform packages all exist");
      expect(Object.keys(packagesIn(folder))).toEqual(["", "node_modules/tool"]);
    });
  },
);

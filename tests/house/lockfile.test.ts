import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "../architecture/source-files.js";
import { type LockEntry, lockKeyOf, lockPackages } from "./lockfile.js";

const packages = lockPackages();
const entries = Object.entries(packages);
const fromRegistry = entries.filter(([key, { link }]) => key.includes("node_modules/") && link !== true);
const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8");
const complete = "complete it with `npm run lockfile:complete`";

const needs = ({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: LockEntry) => [
  ...Object.keys(dependencies ?? {}),
  ...Object.keys(optionalDependencies ?? {}),
  ...Object.keys(peerDependencies ?? {}).filter((name) => peerDependenciesMeta?.[name]?.optional !== true),
];

describe("package-lock.json", () => {
  it("names no registry", () => {
    expect(entries.filter(([, { resolved }]) => /^[a-z+]+:\/\//.test(resolved ?? ""))).toEqual([]);
    expect(read("package-lock.json")).not.toMatch(/registry\.|\/-\/[^"]*\.tgz/);
    expect(read(".npmrc")).toMatch(/^omit-lockfile-registry-resolved=true$/m);
  });

  it("has the integrity of every package that is downloaded", () => {
    expect(fromRegistry.length).toBeGreaterThan(300);
    expect(
      fromRegistry.filter(([, { integrity }]) => !integrity?.startsWith("sha512-")).map(([key]) => key),
    ).toEqual([]);
  });

  it("has everything that any entry asks for, on every platform", () => {
    const missing = entries.flatMap(([key, entry]) =>
      needs(entry)
        .filter((name) => lockKeyOf(packages, key, name) === undefined)
        .map((name) => `${key || "the root"} asks for ${name}: ${complete}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(["turbo", "@biomejs/biome", "typescript", "esbuild", "rolldown", "lightningcss"])(
    "has the builds of %s for Linux, macOS and Windows",
    (name) => {
      const key = lockKeyOf(packages, "", name) ?? "";
      const builds = Object.keys(packages[key]?.optionalDependencies ?? {}).flatMap((build) => {
        const { os = [], cpu = [] } = packages[lockKeyOf(packages, key, build) ?? ""] ?? {};
        return os.flatMap((system) => cpu.map((processor) => `${system}-${processor}`));
      });
      const wanted = ["linux", "darwin", "win32"].flatMap((system) => [`${system}-x64`, `${system}-arm64`]);
      expect(wanted.filter((platform) => !builds.includes(platform))).toEqual([]);
    },
  );

  it("says for which C library a build is, so that npm installs one of them and not both", () => {
    const undecided = entries.flatMap(([key, { optionalDependencies = {} }]) => {
      const names = Object.keys(optionalDependencies);
      if (!names.some((name) => name.endsWith("-musl"))) return [];
      return names
        .map((name) => lockKeyOf(packages, key, name) ?? "")
        .filter((build) => packages[build]?.os?.includes("linux") && !build.includes("eabihf"))
        .filter((build) => packages[build]?.libc === undefined);
    });
    expect(undecided).toEqual([]);
  });

  it("agrees with every manifest, or npm ci refuses it", () => {
    const workspaces = entries.map(([key]) => key).filter((key) => !key.includes("node_modules/"));
    expect(workspaces).toContain("packages/core");
    for (const workspace of workspaces) {
      const manifest: LockEntry = JSON.parse(read(join(workspace, "package.json")));
      const locked = packages[workspace];
      expect([workspace, locked?.dependencies ?? {}]).toEqual([workspace, manifest.dependencies ?? {}]);
      expect([workspace, locked?.devDependencies ?? {}]).toEqual([workspace, manifest.devDependencies ?? {}]);
    }
  });

  it("has no install script that the root manifest does not decide on, or npm 11 warns", () => {
    const { allowScripts }: { readonly allowScripts: Readonly<Record<string, boolean>> } = JSON.parse(
      read("package.json"),
    );
    const undecided = fromRegistry
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([key]) => key.split("node_modules/").at(-1) ?? "")
      .filter((name) => allowScripts[name] === undefined);
    expect(undecided).toEqual([]);
  });

  it("has no package that npm 11.6.1 to 11.6.3 fail on: a bin folder, and no registry address to fetch it by", () => {
    const failing = fromRegistry
      .map(([key]) => join(key, "package.json"))
      .filter((path) => existsSync(join(repositoryRoot, path)))
      .filter((path) => {
        const { bin, directories }: { bin?: unknown; directories?: { bin?: unknown } } = JSON.parse(
          read(path),
        );
        return directories?.bin !== undefined && bin === undefined;
      });
    expect(failing).toEqual([]);
  });
});

describe("lockKeyOf", () => {
  const some = { "node_modules/a": {}, "node_modules/b/node_modules/a": {}, "packages/c/node_modules/d": {} };

  it.each([
    ["", "a", "node_modules/a"],
    ["node_modules/b", "a", "node_modules/b/node_modules/a"],
    ["node_modules/b/node_modules/a", "a", "node_modules/b/node_modules/a"],
    ["node_modules/@x/b", "a", "node_modules/a"],
    ["packages/c", "d", "packages/c/node_modules/d"],
    ["packages/c", "a", "node_modules/a"],
    ["packages/c/node_modules/d", "d", "packages/c/node_modules/d"],
    ["packages/e", "d", undefined],
  ])("from %j finds %s at %s", (from, name, key) => {
    expect(lockKeyOf(some, from, name)).toBe(key);
  });
});

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BINARY = fileURLToPath(new URL("../../apps/cli/bin/holdfast.js", import.meta.url));

/** Runs node with a hook that tells every module that is loaded. */
function loadedBy(words: readonly string[]): {
  readonly stdout: string;
  readonly modules: readonly string[];
} {
  const hooks = `export async function load(url, context, next) {
    if (!url.startsWith("node:")) process._rawDebug("loaded " + url);
    return next(url, context);
  }`;
  const register = `import { register } from "node:module"; register("data:text/javascript,${encodeURIComponent(hooks)}");`;
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(register)}`, BINARY, ...words],
    { encoding: "utf8" },
  );
  expect(status).toBe(0);
  return { stdout, modules: [...stderr.matchAll(/loaded (\S+)/g)].map(([, url = ""]) => url) };
}

it("shows help without loading anything but a few files of its own", () => {
  for (const words of [["--help"], ["record", "--help"], ["--version"]]) {
    const { stdout, modules } = loadedBy(words);
    expect(stdout.length).toBeGreaterThan(3);
    expect(modules.length).toBeGreaterThan(1);
    expect(modules.length).toBeLessThan(10);
    expect(modules.filter((url) => !url.includes("/apps/cli/"))).toEqual([]);
  }
});

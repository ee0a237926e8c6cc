import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** A folder with a stand-in for npm that runs the given shell lines and notes its arguments in npm-calls. */
export function folderWithNpm(shellLines: string): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-house-"));
  mkdirSync(join(folder, "bin"));
  const npm = join(folder, "bin", "npm");
  writeFileSync(npm, `#!/bin/sh\necho "$@" >> '${join(folder, "npm-calls")}'\n${shellLines}\n`);
  chmodSync(npm, 0o755);
  return folder;
}

/** Runs a Node script in such a folder, with its npm first on the PATH. Options come before or after the script. */
export function runIn(
  folder: string,
  script: string,
  after: readonly string[] = [],
  before: readonly string[] = [],
) {
  const { npm_execpath: _, ...environment } = process.env;
  return spawnSync(process.execPath, [...before, script, ...after], {
    cwd: folder,
    encoding: "utf8",
    env: { ...environment, PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH ?? ""}` },
  });
}

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The `holdfast` of a checkout that was built, on one database, in a folder of its own that `write` writes to. */
export function commandOf(checkout, database) {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-released-"));
  return {
    folder,
    holdfast: (...words) =>
      execFileSync(
        process.execPath,
        [resolve(checkout, "apps/cli/bin/holdfast.js"), ...words, "--db", database, "--quiet"],
        {
          cwd: folder,
          encoding: "utf8",
          env: { PATH: process.env.PATH, HOME: folder, HOLDFAST_ACTOR: "ada" },
        },
      ),
    write: (name, text) => writeFileSync(join(folder, name), text),
    end: () => rmSync(folder, { recursive: true }),
  };
}

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { OutcomeLineInput } from "@holdfast/core";
import { readOutcomeLines } from "./read-outcome-lines.js";

const NAME = basename(fileURLToPath(new URL("..", import.meta.url)));

/** The folder of committed outcomes, from the sources and from what is built of them. */
const FOLDERS = ["../outcomes/", `../../../${NAME}/outcomes/`].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The committed outcomes of a study; empty while none are committed. */
export function committedLines(identity: string): readonly OutcomeLineInput[] {
  const folder = FOLDERS.find(
    (path) => existsSync(path) && readdirSync(path).some((name) => name.endsWith(".gz")),
  );
  const path = folder === undefined ? undefined : join(folder, `${identity}.ndjson.gz`);
  if (path === undefined || !existsSync(path)) return [];
  return readOutcomeLines(gunzipSync(readFileSync(path)).toString("utf8"));
}

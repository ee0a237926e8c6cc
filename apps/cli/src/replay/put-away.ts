import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  describeError,
  encodeSpoolLine,
  type HoldfastError,
  SPOOL_VERSION,
  type SpoolLine,
} from "@holdfast/core";
import { writeWholeFile } from "../write-whole-file.js";
import type { SpoolFile } from "./spool-files.js";

/** A record that stays behind, as it stood in the segment, and why. */
export interface Rejected {
  readonly reason: HoldfastError;
  /** The record, or the text of a line that is damaged. */
  readonly record: SpoolLine | string;
}

function textOf({ reason, record }: Rejected, at: string): string {
  const { code } = reason;
  const body = JSON.stringify({ at, code, reason: describeError(reason) });
  const why = encodeSpoolLine({ kind: "reason", subject: "-", body });
  return why + (typeof record === "string" ? `${record}\n` : encodeSpoolLine(record));
}

/**
 * Keeps refused records in `rejected/` beside the segment, each after the line with its reason; it is a segment itself,
 * so that it can be replayed once the cause is mended. The file is there whole, or not at all.
 */
export async function keepRejected(
  file: SpoolFile,
  rejected: readonly Rejected[],
  at: string,
): Promise<void> {
  const folder = join(dirname(file.path), "rejected");
  const path = join(folder, `${file.stem}.spool`);
  if (rejected.length === 0) {
    // What was refused in an earlier replay of the same segment was taken this time.
    await rm(path, { force: true });
    return;
  }
  await mkdir(folder, { recursive: true });
  const header = encodeSpoolLine({ kind: "spool", subject: SPOOL_VERSION, body: "{}" });
  const texts = (async function* () {
    yield header;
    for (const each of rejected) yield textOf(each, at);
  })();
  await writeWholeFile(path, `rejected/${file.stem}.spool`, texts);
}

/** Moves a segment to `done/`. Gives its new path. */
export async function moveToDone(file: SpoolFile): Promise<string> {
  const folder = join(dirname(file.path), "done");
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${file.stem}.spool`);
  await rename(file.path, path);
  return path;
}

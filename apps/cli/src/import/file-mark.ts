import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { LogFile } from "./log-files.js";

/** How a log looks from outside, with the files beside it that belong to it. */
export interface FileMark {
  /** The same text for the same sizes and times. */
  readonly text: string;
  /** When any of them last changed. */
  readonly changedMs: number;
}

/** @param beside names of files of the same folder; those that are not there count too */
export async function fileMark(file: LogFile, beside: readonly string[]): Promise<FileMark> {
  const parts = [`${file.bytes} ${file.changedMs}`];
  let { changedMs } = file;
  for (const name of beside) {
    const found = await stat(join(dirname(file.path), name)).catch(() => null);
    parts.push(found === null ? "-" : `${found.size} ${found.mtimeMs}`);
    changedMs = Math.max(changedMs, found?.mtimeMs ?? 0);
  }
  return { text: parts.join("; "), changedMs };
}

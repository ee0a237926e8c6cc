import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareText } from "@holdfast/core";
import { systemFault } from "../system-fault.js";

/** A segment on disk. */
export interface SpoolFile {
  readonly path: string;
  readonly name: string;
  /** Its name without what says how it stands. */
  readonly stem: string;
  /** Its writer did not close it: it is writing still, or was killed. */
  readonly isOpen: boolean;
}

/** The segments in a directory, those of one process in their order. @throws HoldfastError `not-found`, `forbidden` */
export async function spoolFiles(directory: string, shown: string): Promise<SpoolFile[]> {
  const names = await readdir(directory).catch((error: unknown) => {
    throw systemFault(error, shown);
  });
  return names
    .flatMap((name) => {
      const [, stem, state] = /^(.+)\.(spool|open)$/.exec(name) ?? [];
      return stem === undefined
        ? []
        : [{ path: join(directory, name), name, stem, isOpen: state === "open" }];
    })
    .sort((a, b) => compareText(a.name, b.name));
}

/**
 * The same segment as it stands now: its writer may have closed it meanwhile, which renames it. Undefined where it is gone,
 * since another replay put it away.
 */
export function asItStands(file: SpoolFile): SpoolFile | undefined {
  if (existsSync(file.path)) return file;
  const path = file.path.replace(/\.open$/, ".spool");
  return existsSync(path) ? { ...file, path, isOpen: false } : undefined;
}

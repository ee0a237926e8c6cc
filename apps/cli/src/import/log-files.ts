import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { systemFault } from "../system-fault.js";

/** A file that may be a log. */
export interface LogFile {
  readonly path: string;
  /** As people know it: the path as it was given, or below the folder that was given. */
  readonly shown: string;
  readonly bytes: number;
  /** When it last changed, in milliseconds since 1970. */
  readonly changedMs: number;
  /** Whether it was named itself, and not found in a folder. */
  readonly isNamed: boolean;
}

async function* below(path: string, shown: string): AsyncGenerator<LogFile> {
  const entries: Dirent[] = await readdir(path, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith(".")) continue;
    const [inner, name] = [join(path, entry.name), `${shown.replace(/\/$/, "")}/${entry.name}`];
    if (entry.isDirectory()) yield* below(inner, name);
    else if (entry.isFile() || entry.isSymbolicLink()) {
      const found = await stat(inner).catch(() => null);
      // a link to a folder is not followed: it may lead round in a circle
      if (found?.isFile())
        yield { path: inner, shown: name, bytes: found.size, changedMs: found.mtimeMs, isNamed: false };
    }
  }
}

/**
 * The files that are named, and all those below the folders that are named but hidden ones, by name.
 *
 * @throws HoldfastError `not-found` or `forbidden`
 */
export async function logFiles(given: readonly string[], cwd: string): Promise<LogFile[]> {
  const files = new Map<string, LogFile>();
  for (const shown of given) {
    const path = resolve(cwd, shown);
    try {
      const found = await stat(path);
      if (found.isDirectory()) {
        for await (const file of below(path, shown)) if (!files.has(file.path)) files.set(file.path, file);
      } else files.set(path, { path, shown, bytes: found.size, changedMs: found.mtimeMs, isNamed: true });
    } catch (error) {
      throw systemFault(error, shown);
    }
  }
  return [...files.values()];
}

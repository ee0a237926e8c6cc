import type { Dirent } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { ByteSource, LogSource } from "@holdfast/importers";

type InFoldersBeside = NonNullable<LogSource["inFoldersBeside"]>;
type WithBytes = <T>(path: string, use: (bytes: ByteSource) => Promise<T>) => Promise<T>;

/**
 * Opens files of one name in the folders beside a log's own, by the names of the folders. Links are not followed, since
 * W&B links its newest folder; what cannot be listed or is not there is passed over.
 *
 * @param path of the log
 * @param open does something with the bytes of a file, by its path
 */
export function inFoldersBeside(path: string, open: WithBytes): InFoldersBeside {
  return async (name, isOne, use) => {
    if (name.includes("/") || name.includes("\\") || name.startsWith(".")) return [];
    const own = dirname(path);
    const entries: Dirent[] = await readdir(dirname(own), { withFileTypes: true }).catch(() => []);
    const folders = entries
      .filter((entry) => entry.isDirectory() && entry.name !== basename(own) && isOne(entry.name))
      .map((entry) => entry.name)
      .sort();
    const found = [];
    for (const folder of folders) {
      try {
        found.push(await open(join(dirname(own), folder, name), (bytes) => use(bytes, folder)));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "not-found")) throw error;
      }
    }
    return found;
  };
}

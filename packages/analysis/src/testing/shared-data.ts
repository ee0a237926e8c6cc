import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * A file or folder of what is shared beside the repository, or of `HOLDFAST_SHARED`; undefined where it is not there.
 *
 * @param path below that folder, such as `oracles/statistics.json`
 */
export function sharedPath(path: string): string | undefined {
  const root =
    process.env.HOLDFAST_SHARED ?? resolve(fileURLToPath(new URL("../../../../../shared", import.meta.url)));
  const full = join(root, path);
  return existsSync(full) ? full : undefined;
}

/**
 * The folder of real data beside the repository, or of `HOLDFAST_SHARED`; undefined where it is not there.
 *
 * @param folder name under `data/`
 */
export function sharedData(folder: string): string | undefined {
  return sharedPath(join("data", folder));
}

import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The folder of real data beside the repository, or of `HOLDFAST_SHARED`; undefined where it is not there.
 *
 * @param folder name under `data/`
 */
export function sharedData(folder: string): string | undefined {
  const root =
    process.env.HOLDFAST_SHARED ?? resolve(fileURLToPath(new URL("../../../../../shared", import.meta.url)));
  const path = join(root, "data", folder);
  return existsSync(path) ? path : undefined;
}

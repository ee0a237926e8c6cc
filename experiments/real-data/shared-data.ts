import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where a folder of real data is, or why it is not there: a test that needs it is then skipped under that reason. */
export type SharedData =
  | { readonly present: true; readonly path: string }
  | { readonly present: false; readonly reason: string };

/**
 * Looks for real data in `HOLDFAST_SHARED`, else in a folder `shared` beside the repository.
 *
 * @param folder name of the folder under `data`
 */
export function sharedData(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
): SharedData {
  const root = environment.HOLDFAST_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));
  const path = join(root, "data", folder);
  return existsSync(path)
    ? { present: true, path }
    : {
        present: false,
        reason: `no data/${folder} in HOLDFAST_SHARED or in a folder shared beside the repository`,
      };
}

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "..", "..", "snapshots");

/** The committed text beside the new one; what differs is written next to it as `*-changed`. */
export function againstSnapshot(
  name: string,
  text: string,
): { readonly committed: string; readonly text: string } {
  const [base = name, extension = "txt"] = name.split(/\.(?=[^.]+$)/);
  const path = join(FOLDER, name);
  const changed = join(FOLDER, `${base}-changed.${extension}`);
  if (process.env.HOLDFAST_UPDATE_SNAPSHOTS === "1") writeFileSync(path, text);
  const committed = existsSync(path) ? readFileSync(path, "utf8") : "there is no such snapshot";
  if (committed === text) rmSync(changed, { force: true });
  else writeFileSync(changed, text);
  return { committed, text };
}

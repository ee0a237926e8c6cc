import type { Restored } from "@holdfast/core";
import type { ArchiveLines } from "@holdfast/store";
import { actorOf, type Context } from "../context.js";

/** Restores an archive of this or an earlier format; what is there already is recognised. */
export function importArchive(context: Context, input: { readonly lines: ArchiveLines }): Promise<Restored> {
  return context.store.importArchive(input.lines, actorOf(context));
}

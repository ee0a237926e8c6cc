import type { ArchiveLines } from "@holdfast/store";
import type { Context } from "../context.js";

/** The archive of an ablation, line by line; complete only when the iteration ends without error. */
export async function exportArchive(
  context: Context,
  input: { readonly identity: string },
): Promise<ArchiveLines> {
  const lines = context.store.exportArchive(input.identity)[Symbol.asyncIterator]();
  // The first line is fetched here, so that an ablation that is not there is an answer and not a broken stream.
  const first = await lines.next();
  return (async function* () {
    for (let line = first; line.done !== true; line = await lines.next()) yield line.value;
  })();
}

import type { RevisionList } from "@holdfast/core";
import type { Context } from "../context.js";

/** The registration of an ablation and its amendments, oldest first. */
export async function listRevisions(
  context: Context,
  input: { readonly identity: string },
): Promise<RevisionList> {
  return { revisions: (await context.store.registration(input.identity)).revisions };
}

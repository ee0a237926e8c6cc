import type { ExclusionList } from "@holdfast/core";
import type { Context } from "../context.js";

/** What is set aside now, with author and reason. */
export async function listExclusions(
  context: Context,
  input: { readonly identity: string },
): Promise<ExclusionList> {
  return { exclusions: [...(await context.store.exclusions(input.identity))] };
}

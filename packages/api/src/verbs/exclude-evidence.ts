import type { Exclusion } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";

/** Sets a run or an outcome aside, with author and reason; analyses are shown with and without. */
export function excludeEvidence(
  context: Context,
  input: { readonly identity: string; readonly exclusion: Exclusion },
): Promise<void> {
  return context.store.exclude(input.identity, input.exclusion, actorOf(context));
}

import type { OutcomeHistory } from "@holdfast/core";
import type { Context } from "../context.js";

/** One revision of an outcome, with all revisions of the same key. @throws HoldfastError `not-found` */
export async function readOutcome(
  context: Context,
  input: { readonly identity: string; readonly outcomeId: string },
): Promise<OutcomeHistory> {
  return context.store.outcome(input.identity, input.outcomeId);
}

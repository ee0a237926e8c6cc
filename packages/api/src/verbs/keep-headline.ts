import type { HeadlineState } from "@holdfast/store";
import type { Context } from "../context.js";
import type { Analysed } from "./analysed.js";

/**
 * Keeps what an analysis says in one line, for lists: they would otherwise have to make every analysis anew.
 *
 * @param state how it stood before the evidence of this analysis was read
 */
export async function keepHeadlineOf(
  { store, now }: Context,
  state: HeadlineState,
  { registration, analysis }: Analysed,
): Promise<void> {
  const { inputsFingerprint } = analysis;
  if (state.inputsFingerprint === inputsFingerprint) return;
  const { headlineOf } = await import("@holdfast/report");
  const headline = headlineOf({ registration, analysis });
  if (headline === null) return;
  await store.keepHeadline(registration.identity, {
    ...headline,
    inputsFingerprint,
    analysedEvent: state.throughEvent,
    at: now(),
  });
}

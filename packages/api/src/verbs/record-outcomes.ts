import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type Ablation,
  checkOutcome,
  type ErrorPlace,
  HoldfastError,
  isHoldfastError,
  type Outcome,
  type OutcomeLine,
  outcomesOf,
  type Receipt,
} from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import { placedFault } from "../placed-fault.js";
import { withKnownAblation } from "../with-known-ablation.js";
import { within } from "../within.js";

/** A line of outcomes and where it came from: `lines[3]` of a document, or line 4 of a stream. */
export interface PlacedLine {
  readonly place: ErrorPlace;
  readonly value: OutcomeLine;
}

interface PlacedOutcome {
  readonly place: ErrorPlace;
  readonly outcome: Outcome;
}

/** Reads `samples.score[7]` as the sender wrote it where a line holds several metrics. */
function asWritten(line: OutcomeLine, outcome: Outcome, error: unknown): unknown {
  const key = isHoldfastError(error) ? error.place.key : undefined;
  if (!isHoldfastError(error) || key === undefined || line.samples?.scores === undefined) return error;
  const written =
    key === "metric"
      ? `samples.scores.${outcome.metric}`
      : key.replace(/^samples\.score\b/, `samples.scores.${outcome.metric}`);
  return new HoldfastError({
    code: error.code,
    message: error.message,
    place: { ...error.place, key: written },
    remedy: error.remedy,
  });
}

/** Lines that are checked before others get a turn: a large batch takes seconds. */
const CHECKED_IN_A_TURN = 32;

/** The outcomes of the lines, checked. @throws HoldfastError with line and key */
async function outcomesIn(ablation: Ablation, lines: readonly PlacedLine[]): Promise<PlacedOutcome[]> {
  const batch: PlacedOutcome[] = [];
  for (const [index, { place, value }] of lines.entries()) {
    if (index % CHECKED_IN_A_TURN === CHECKED_IN_A_TURN - 1) await nextTurn();
    within(place, () => {
      for (const outcome of outcomesOf(value)) {
        try {
          checkOutcome(ablation, outcome);
        } catch (error) {
          throw asWritten(value, outcome, error);
        }
        batch.push({ place, outcome });
      }
    });
  }
  if (batch.length > 0) return batch;
  throw new HoldfastError({
    code: "invalid-input",
    message: "there is no outcome to record.",
    remedy: "Send at least one line.",
  });
}

/**
 * Records a batch of outcomes in one transaction: all of it, or nothing.
 *
 * @throws HoldfastError `unknown-name` or `invalid-input` where a line does not fit the registered ablation,
 * `conflict` where another value is there already; the place names line and key
 */
export async function recordOutcomes(
  context: Context,
  input: { readonly identity: string; readonly lines: readonly PlacedLine[] },
): Promise<Receipt> {
  return withKnownAblation(context.store, input.identity, async ({ ablation, fingerprint }) => {
    const batch = await outcomesIn(ablation, input.lines);
    const outcomes = batch.map(({ outcome }) => outcome);
    try {
      return await context.store.record(input.identity, outcomes, actorOf(context), fingerprint);
    } catch (error) {
      throw placedFault(error, (index) => batch[index]?.place);
    }
  });
}

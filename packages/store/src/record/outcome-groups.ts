import { compareText, HoldfastError, keyOf, type Outcome } from "@holdfast/core";
import type { GivenOutcome, Revision } from "./merge-outcome.js";
import { type FiledOutcome, outcomeIdOf, outcomeKeyOf } from "./outcome-key.js";

const LONGEST_KEY = 2400;

/** The outcomes of a batch that share a key; `id` is that of revision 1, and the lock of them all. */
export interface OutcomeGroup extends FiledOutcome {
  readonly givens: GivenOutcome[];
  revisions: Revision[];
}

/** Where each outcome of a batch is filed. */
export function filedOutcomes(outcomes: readonly Outcome[]): FiledOutcome[] {
  const places: FiledOutcome[] = [];
  for (const [index, given] of outcomes.entries()) {
    const key = outcomeKeyOf(given);
    const bytes = Buffer.byteLength(key.evalId + key.judgeId + key.metric + key.condition);
    if (bytes > LONGEST_KEY) {
      throw new HoldfastError({
        code: "too-large",
        message: `eval, judge, metric and condition have ${bytes} bytes together, and ${LONGEST_KEY} are possible.`,
        place: { key: keyOf([index, "condition"]) },
        remedy: "Give long values of the condition, such as a system prompt, a name or a hash.",
      });
    }
    places.push({ id: outcomeIdOf(key, 1), key });
  }
  return places;
}

/** The outcomes gathered by what they are about, in the order of their ids. */
export function groupOutcomes(
  outcomes: readonly Outcome[],
  places: readonly FiledOutcome[],
  numbers: ReadonlyMap<Outcome, Int32Array>,
  recordedAt: (index: number) => Date,
): OutcomeGroup[] {
  const groups = new Map<string, OutcomeGroup>();
  for (const [index, place] of places.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) continue;
    const group: OutcomeGroup = groups.get(place.id) ?? { ...place, givens: [], revisions: [] };
    groups.set(place.id, group);
    group.givens.push({ index, outcome, number: numbers.get(outcome) ?? null, at: recordedAt(index) });
  }
  return [...groups.values()].sort((a, b) => compareText(a.id, b.id));
}

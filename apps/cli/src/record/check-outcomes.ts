import { type Ablation, checkOutcome, HoldfastError, isHoldfastError, outcomesOf } from "@holdfast/core";
import { type LocatedLine, locateFault, type OutcomeSource, readOutcomeLines } from "@holdfast/importers";

/** How much a file holds. */
export interface Tally {
  readonly lines: number;
  /** Scores; a count, summary or point is one. */
  readonly scores: number;
}

/** Scores of a line; a count, summary or point is one. */
export function scoresOf({ value: { samples } }: LocatedLine): number {
  if (samples === undefined) return 1;
  return samples.id.length * (samples.scores === undefined ? 1 : Object.keys(samples.scores).length);
}

/** The fault of one metric's outcome, its key as it stands in a line that has several metrics. */
function asWritten(error: HoldfastError, located: LocatedLine, metric: string): HoldfastError {
  const { key } = error.place;
  if (key === undefined || located.value.samples?.scores === undefined) return error;
  const written =
    key === "metric"
      ? `samples.scores.${metric}`
      : key.replace(/^samples\.score\b/, `samples.scores.${metric}`);
  return new HoldfastError({ ...error, message: error.message, place: { ...error.place, key: written } });
}

/**
 * Reads every line and checks it against the registered ablation. Nothing is kept: memory stays flat.
 *
 * @throws HoldfastError at the first line that is not right, with file, line and key
 */
export async function checkOutcomes(source: OutcomeSource, ablation: Ablation): Promise<Tally> {
  let [lines, scores] = [0, 0];
  for await (const located of readOutcomeLines(source)) {
    for (const outcome of outcomesOf(located.value)) {
      try {
        checkOutcome(ablation, outcome);
      } catch (error) {
        if (!isHoldfastError(error)) throw error;
        throw locateFault(asWritten(error, located, outcome.metric), located, source);
      }
    }
    lines += 1;
    scores += scoresOf(located);
  }
  if (lines === 0) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "there are no outcomes in it.",
      place: source.file === undefined ? {} : { file: source.file },
      remedy: "Write one outcome a line.",
    });
  }
  return { lines, scores };
}

import type { EvidenceOutcome, SampleDifference, SampleTable } from "@holdfast/core";

/** What each outcome scored on some samples, epoch by epoch; an outcome without the sample is left out. */
export function epochsOf(
  outcomes: readonly EvidenceOutcome[],
  table: Pick<SampleTable, "sample">,
  samples: readonly string[],
): SampleDifference["epochs"][] {
  const rowOf = new Map(table.sample.map((sample, row) => [sample, row]));
  return samples.map((sample) => {
    const row = rowOf.get(sample) ?? -1;
    return outcomes.flatMap(({ evidence }, outcome) => {
      if (evidence.level !== "samples" || row < 0) return [];
      const cells = evidence.score.subarray(row * evidence.epochs, (row + 1) * evidence.epochs);
      const scores = [...cells].map((score) => (Number.isNaN(score) ? null : score));
      return scores.every((score) => score === null) ? [] : [{ outcome, scores }];
    });
  });
}

import { compareOutcomes } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { decodeScores, type StoredPage } from "../driver/pages.js";
import { PAGE_SAMPLES } from "../record/score-page.js";
import type { CellSums } from "./cell-sums.js";
import { type OutcomeWithPlace, readOutcomes } from "./outcome-rows.js";
import { readSamples, type SampleRows } from "./sample-rows.js";
import { visitPages } from "./visit-pages.js";

/** Sum and number of the scored cells of each cluster of an eval, and the sum of squares over all. */
interface Sums {
  readonly samples: SampleRows;
  readonly sum: Float64Array;
  readonly cells: Float64Array;
  squares: number;
}

/** The order of outcomes does not look at their values. */
const NO_VALUE = { level: "point", point: 0 } as const;

function finish({ place, row }: OutcomeWithPlace, sums: Sums | undefined): CellSums {
  const { cells = new Float64Array(), sum: totals = new Float64Array() } = sums ?? {};
  let [n, sum] = [0, 0];
  for (let cluster = 0; cluster < cells.length; cluster += 1) {
    n += cells[cluster] ?? 0;
    sum += totals[cluster] ?? 0;
  }
  const mean = sum / n;
  let [clusters, clusteredSumSquares] = [0, 0];
  for (let cluster = 0; cluster < cells.length; cluster += 1) {
    const own = cells[cluster] ?? 0;
    if (own === 0) continue;
    clusters += 1;
    clusteredSumSquares += ((totals[cluster] ?? 0) - own * mean) ** 2;
  }
  const { outcomeId, run, arm, stage, step, metric, judge } = place;
  return {
    ...{ outcomeId, run, arm, stage, step, eval: row.evalId, metric, condition: row.condition, judge },
    ...{ n, sum, sumSquares: sums?.squares ?? 0, clusters, clusteredSumSquares },
  };
}

/** Sums of every sample-level outcome that counts, without building its matrix. Sessions see one moment. */
export async function aggregateScores(
  sessions: readonly [Session, ...Session[]],
  ablationId: number,
): Promise<CellSums[]> {
  const [session] = sessions;
  const read = await readOutcomes(session, ablationId);
  const outcomes = read.outcomes.filter(
    ({ row, place }) => row.level === "samples" && place.excluded === null,
  );
  const samples = await readSamples(session, ablationId);
  const open = new Map<string, Sums>();
  for (const { row } of outcomes) {
    const rows = samples.get(row.evalId);
    if (rows === undefined) continue;
    const { clusters } = rows;
    open.set(row.outcomeId, {
      samples: rows,
      sum: new Float64Array(clusters),
      cells: new Float64Array(clusters),
      squares: 0,
    });
  }
  let cellsOfPage = new Float64Array();
  const visit = (pages: readonly StoredPage[]) => {
    for (const { outcomeId, page, epochs, scores } of pages) {
      const sums = open.get(outcomeId);
      if (sums === undefined) continue;
      const {
        sum,
        cells,
        samples: { clusterOf },
      } = sums;
      if (cellsOfPage.length < epochs * PAGE_SAMPLES) cellsOfPage = new Float64Array(epochs * PAGE_SAMPLES);
      const length = decodeScores(scores, cellsOfPage);
      let [sampleNo, squares] = [page * PAGE_SAMPLES, 0];
      for (let start = 0; start < length; start += epochs) {
        const end = Math.min(start + epochs, length);
        let [total, scored] = [0, 0];
        for (let index = start; index < end; index += 1) {
          const value = cellsOfPage[index] ?? Number.NaN;
          if (Number.isNaN(value)) continue;
          total += value;
          scored += 1;
          squares += value * value;
        }
        const cluster = clusterOf[sampleNo] ?? 0;
        sum[cluster] = (sum[cluster] ?? 0) + total;
        cells[cluster] = (cells[cluster] ?? 0) + scored;
        sampleNo += 1;
      }
      sums.squares += squares;
    }
  };
  await visitPages(
    sessions,
    ablationId,
    outcomes.map(({ row }) => row),
    visit,
  );
  const ordered = outcomes
    .map((outcome) => ({ outcome, place: { ...outcome.place, evidence: NO_VALUE } }))
    .sort((a, b) => compareOutcomes(a.place, b.place));
  return ordered.map(({ outcome }) => finish(outcome, open.get(outcome.row.outcomeId)));
}

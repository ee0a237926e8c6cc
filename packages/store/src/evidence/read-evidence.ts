import { setImmediate as nextTurn } from "node:timers/promises";
import { compareOutcomes, compareText, type Evidence, type EvidenceValue } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { decodeScores, type StoredPage } from "../driver/pages.js";
import { PAGE_SAMPLES } from "../record/score-page.js";
import { storedValueOf } from "../record/stored-revision.js";
import { type EvidenceQuestion, isWhole } from "./evidence-question.js";
import { type OutcomeWithPlace, readOutcomes } from "./outcome-rows.js";
import { readSamples, type SampleRows } from "./sample-rows.js";
import { visitNamedPages, visitPages } from "./visit-pages.js";

interface Matrix {
  readonly samples: SampleRows;
  readonly epochs: number;
  readonly score: Float64Array;
}

function evidenceValue({ row }: OutcomeWithPlace, matrices: ReadonlyMap<string, Matrix>): EvidenceValue {
  const value = storedValueOf(row);
  if (value.level !== "samples") return value;
  const matrix = matrices.get(row.outcomeId);
  return {
    level: "samples",
    epochs: row.epochs,
    score: matrix?.score ?? new Float64Array(),
    scored: row.scored,
    unscored: row.unscored,
  };
}

/** A matrix for each sample-level outcome, all in one stretch of memory that can change hands in one piece. */
function placeMatrices(
  outcomes: readonly OutcomeWithPlace[],
  samples: ReadonlyMap<string, SampleRows>,
): Map<string, Matrix> {
  const placed: {
    readonly outcomeId: string;
    readonly matrix: Omit<Matrix, "score">;
    readonly from: number;
  }[] = [];
  let cells = 0;
  for (const { row } of outcomes) {
    const rows = samples.get(row.evalId);
    if (row.level !== "samples" || rows === undefined) continue;
    placed.push({ outcomeId: row.outcomeId, matrix: { samples: rows, epochs: row.epochs }, from: cells });
    cells += rows.table.sample.length * row.epochs;
  }
  const all = new Float64Array(cells).fill(Number.NaN);
  return new Map(
    placed.map(({ outcomeId, matrix, from }) => {
      const size = matrix.samples.table.sample.length * matrix.epochs;
      return [outcomeId, { ...matrix, score: all.subarray(from, from + size) }];
    }),
  );
}

/**
 * Everything an analysis reads, as of one moment. Call it in a snapshot.
 *
 * @param question a part of it alone: its outcomes, their runs, and the samples of their evals
 */
export async function readEvidence(
  session: Session,
  ablationId: number,
  question: EvidenceQuestion = {},
): Promise<Evidence> {
  const all = isWhole(question);
  const { runs, outcomes } = await readOutcomes(session, ablationId, question);
  const evals = [...new Set(outcomes.map(({ row }) => row.evalId))];
  const samples = await readSamples(session, ablationId, all ? undefined : evals);
  // memory for millions of scores takes a while to fill, and thousands of outcomes to sort: others get a turn before
  await nextTurn();
  const { scoredSteps } = question;
  const read = outcomes.filter(({ place }) => scoredSteps?.includes(place.step) ?? true);
  const matrices = placeMatrices(read, samples);
  let cellsOfPage = new Float64Array();
  const visit = (pages: readonly StoredPage[]) => {
    for (const { outcomeId, page, epochs, scores } of pages) {
      const matrix = matrices.get(outcomeId);
      if (matrix === undefined) continue;
      const {
        samples: { rowOf, isInOrder },
        epochs: wide,
        score,
      } = matrix;
      let sampleNo = page * PAGE_SAMPLES;
      if (isInOrder && epochs === wide) {
        decodeScores(scores, score.subarray(sampleNo * wide));
        continue;
      }
      if (cellsOfPage.length < epochs * PAGE_SAMPLES) cellsOfPage = new Float64Array(epochs * PAGE_SAMPLES);
      const length = decodeScores(scores, cellsOfPage);
      for (let start = 0; start < length; start += epochs) {
        const end = Math.min(start + epochs, length);
        let at = (rowOf[sampleNo] ?? 0) * wide;
        for (let index = start; index < end; index += 1, at += 1)
          score[at] = cellsOfPage[index] ?? Number.NaN;
        sampleNo += 1;
      }
    }
  };
  const rows = read.map(({ row }) => row);
  if (all) await visitPages([session], ablationId, rows, visit);
  else await visitNamedPages(session, ablationId, rows, visit);
  await nextTurn();
  return {
    runs: runs.sort((a, b) => compareText(a.run, b.run)),
    samples: Object.fromEntries([...samples].map(([id, { table }]) => [id, table])),
    outcomes: outcomes
      .map((outcome) => ({ ...outcome.place, evidence: evidenceValue(outcome, matrices) }))
      .sort(compareOutcomes),
  };
}

import { forEachScore, type StoredPage } from "../driver/pages.js";
import { PAGE_SAMPLES } from "../record/score-page.js";
import type { ArchiveLine } from "./archive-format.js";

type ScoresLine = Extract<ArchiveLine, { kind: "scores" }>;

const CELLS_IN_A_LINE = 5000;

/** The present cells of an outcome in the order of sample rows and epochs, as runs of neighbours. */
export function scoreLines(pages: readonly StoredPage[], rowOf: Int32Array, epochs: number): ScoresLine[] {
  const cells: { readonly at: number; readonly score: number | null }[] = [];
  for (const page of pages) {
    forEachScore(page.scores, (index, score) => {
      const sampleNo = page.page * PAGE_SAMPLES + Math.floor(index / page.epochs);
      const at = (rowOf[sampleNo] ?? 0) * epochs + (index % page.epochs);
      cells.push({ at, score: Number.isNaN(score) ? null : score });
    });
  }
  cells.sort((a, b) => a.at - b.at);
  const lines: { kind: "scores"; at: number; score: (number | null)[] }[] = [];
  for (const { at, score } of cells) {
    const open = lines.at(-1);
    if (open !== undefined && at === open.at + open.score.length && open.score.length < CELLS_IN_A_LINE)
      open.score.push(score);
    else lines.push({ kind: "scores", at, score: [score] });
  }
  return lines;
}

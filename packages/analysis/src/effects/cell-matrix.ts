/**
 * The mean score of each run of one arm on each prompt, rescaled to [0, 1] by the eval's bounds:
 * `cells[run * prompts + prompt]`, NaN where the run has no score for the prompt.
 */
export interface CellMatrix {
  readonly runs: number;
  readonly prompts: number;
  readonly cells: Float64Array;
  /** Scores (epochs) behind each cell, same layout; 0 where the cell is NaN. */
  readonly scores: Float64Array;
}

/** Stacks the rows of runs into one matrix. Every row has one entry a prompt. */
export function cellMatrix(
  rows: readonly { readonly cells: Float64Array; readonly scores: Float64Array }[],
  prompts: number,
): CellMatrix {
  const cells = new Float64Array(rows.length * prompts);
  const scores = new Float64Array(rows.length * prompts);
  rows.forEach((row, run) => {
    cells.set(row.cells, run * prompts);
    scores.set(row.scores, run * prompts);
  });
  return { runs: rows.length, prompts, cells, scores };
}

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

interface Row {
  readonly cells: Float64Array;
  readonly scores: Float64Array;
}

/** The rows as one view where they lie behind one another in memory; undefined where they do not. */
function viewOf(rows: readonly Float64Array[], prompts: number): Float64Array | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const { buffer, byteOffset } = first;
  const isInLine = rows.every(
    (row, at) =>
      row.buffer === buffer && row.length === prompts && row.byteOffset === byteOffset + at * prompts * 8,
  );
  return isInLine ? new Float64Array(buffer, byteOffset, rows.length * prompts) : undefined;
}

/** Stacks the rows of runs into one matrix, without a copy where they are stacked already. Every row has one entry a prompt. */
export function cellMatrix(rows: readonly Row[], prompts: number): CellMatrix {
  const whole = viewOf(
    rows.map((row) => row.cells),
    prompts,
  );
  const behind = viewOf(
    rows.map((row) => row.scores),
    prompts,
  );
  if (whole !== undefined && behind !== undefined)
    return { runs: rows.length, prompts, cells: whole, scores: behind };
  const cells = new Float64Array(rows.length * prompts);
  const scores = new Float64Array(rows.length * prompts);
  rows.forEach((row, run) => {
    cells.set(row.cells, run * prompts);
    scores.set(row.scores, run * prompts);
  });
  return { runs: rows.length, prompts, cells, scores };
}

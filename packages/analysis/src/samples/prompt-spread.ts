import type { CellRow } from "../measure/checkpoint-value.js";

/** What one side scored on each prompt: its runs' means, and the scores they rest on. Rates on [0, 1]. */
export interface SideCells {
  /** Mean and number of scores of each prompt, one row an independent run; NaN where a run has none. */
  readonly rows: readonly CellRow[];
  /** Sum of squares around the mean of each cell of repeats, over all of them, and its degrees of freedom. */
  readonly repeats: { readonly squares: number; readonly df: number };
}

/** What chance is measured by, from the best to the crudest. */
export const CHANCES = ["runs", "epochs", "prompts"] as const;
export type Chance = (typeof CHANCES)[number];

/** Means of one side by prompt with the variance that chance gives each; NaN where it has no score. */
export interface PromptMeans {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly runs: Int32Array;
  readonly chance: Chance;
}

interface Cell {
  /** Runs that have the prompt. */
  readonly runs: number;
  readonly mean: number;
  /** Sum over them of 1 / scores. */
  readonly inverse: number;
  /** Sum of squares of their means around the mean. */
  readonly squares: number;
}

function cellOf(rows: readonly CellRow[], prompt: number): Cell {
  const present = rows.flatMap(({ cells, scores }) => {
    const value = cells[prompt] ?? Number.NaN;
    return Number.isNaN(value) ? [] : [{ value, inverse: 1 / Math.max(1, scores[prompt] ?? 1) }];
  });
  const mean = present.reduce((sum, { value }) => sum + value, 0) / present.length;
  return {
    ...{ runs: present.length, mean },
    inverse: present.reduce((sum, { inverse }) => sum + inverse, 0),
    squares: present.reduce((sum, { value }) => sum + (value - mean) ** 2, 0),
  };
}

/** Below this a variance on [0, 1] is what rounding leaves of 0. */
const ROUNDING = 1e-24;

/**
 * Question: by how much would chance alone move what a side scored on one prompt?
 * Model: nested and alike for all prompts of a side: runs differ on a prompt by s_run, repeats within a run by s_rep.
 * Formula: s_rep^2 = pooled variance of repeats; with w the pooled variance of the runs' means on a prompt,
 *   s_run^2 = (w - s_rep^2 mean(1/n))+; variance of a prompt's mean over R runs = s_run^2 / R + s_rep^2 sum(1/n) / R^2.
 *   With one run s_run is unknown and taken for 0. Without repeats either, the variance of scores over prompts stands in
 *   for s_rep^2: it holds what differs between prompts too, so that it is an upper bound.
 * Units: rates on [0, 1].
 * Not estimable when: a prompt has no score on that side: NaN.
 * Source: nested analysis of variance by moments (Searle, Casella and McCulloch 1992, chapter 3).
 */
export function promptMeans({ rows, repeats }: SideCells, prompts: number): PromptMeans {
  const cells = Array.from({ length: prompts }, (_, prompt) => cellOf(rows, prompt));
  const present = cells.filter(({ runs }) => runs > 0);
  const total = (pick: (cell: Cell) => number) => present.reduce((sum, cell) => sum + pick(cell), 0);
  const runDf = total(({ runs }) => runs - 1);
  const repeat = repeats.df > 0 ? repeats.squares / repeats.df : null;
  let [betweenRuns, within, chance]: [number, number, Chance] = [0, repeat ?? 0, "epochs"];
  if (runDf > 0) {
    const ofRuns = total(({ squares }) => squares) / runDf;
    betweenRuns = Math.max(
      0,
      ofRuns - (within * total(({ inverse }) => inverse)) / total(({ runs }) => runs),
    );
    chance = "runs";
  } else if (repeat === null) {
    const mean = total((cell) => cell.mean) / present.length;
    within = present.length < 2 ? 0 : total((cell) => (cell.mean - mean) ** 2) / (present.length - 1);
    chance = "prompts";
  }
  const varianceOf = ({ runs, inverse }: Cell) => {
    const variance = betweenRuns / runs + (within * inverse) / runs ** 2;
    return variance < ROUNDING ? 0 : variance;
  };
  return {
    means: Float64Array.from(cells, ({ runs, mean }) => (runs === 0 ? Number.NaN : mean)),
    variances: Float64Array.from(cells, (cell) => (cell.runs === 0 ? Number.NaN : varianceOf(cell))),
    runs: Int32Array.from(cells, ({ runs }) => runs),
    chance,
  };
}

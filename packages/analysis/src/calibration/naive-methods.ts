import { normalQuantile } from "../distributions/normal.js";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { newcombe } from "../intervals/newcombe.js";
import type { SeededRandom } from "../seeded-random.js";

/**
 * Intervals that are wrong on purpose: what is often computed for a difference of two arms, kept here so that their
 * error can be seen beside the defaults. No analysis calls any of them.
 *
 * @module
 */

/** Two ends, or null where the method gives none. */
export interface SimpleInterval {
  readonly lower: number;
  readonly upper: number;
}

const Z = normalQuantile(0.975);

function rateOf({ cells }: CellMatrix, from = 0, to = cells.length): number {
  let sum = 0;
  for (let at = from; at < to; at += 1) sum += cells[at] ?? 0;
  return sum / (to - from);
}

function around(estimate: number, variance: number, critical = Z): SimpleInterval {
  const half = critical * Math.sqrt(variance);
  return { lower: estimate - half, upper: estimate + half };
}

const scoresOf = ({ scores }: CellMatrix) => scores.reduce((sum, count) => sum + count, 0);

/** Wrong: takes every score of every run for an independent trial. */
export function naiveAllScores(arm: CellMatrix, control: CellMatrix): SimpleInterval {
  const [one, zero] = [rateOf(arm), rateOf(control)];
  return around(one - zero, (one * (1 - one)) / scoresOf(arm) + (zero * (1 - zero)) / scoresOf(control));
}

/** Wrong in the same way, with a better interval for the wrong model. */
export function naiveNewcombe(arm: CellMatrix, control: CellMatrix): SimpleInterval {
  const side = (matrix: CellMatrix) => ({ events: rateOf(matrix) * scoresOf(matrix), n: scoresOf(matrix) });
  return newcombe(side(arm), side(control), Z);
}

/** Wrong: takes the runs for fixed, so that prompts are all that varies (Miller 2024, on the mean over runs). */
export function naivePairedPrompts(arm: CellMatrix, control: CellMatrix, runs = arm.runs): SimpleInterval {
  const { prompts } = arm;
  const differences = new Float64Array(prompts);
  for (let prompt = 0; prompt < prompts; prompt += 1) {
    let one = 0;
    let zero = 0;
    const used = [Math.min(runs, arm.runs), Math.min(runs, control.runs)] as const;
    for (let run = 0; run < used[0]; run += 1) one += (arm.cells[run * prompts + prompt] ?? 0) / used[0];
    for (let run = 0; run < used[1]; run += 1) zero += (control.cells[run * prompts + prompt] ?? 0) / used[1];
    differences[prompt] = one - zero;
  }
  const mean = differences.reduce((sum, value) => sum + value, 0) / prompts;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return around(mean, squares / (prompts - 1) / prompts);
}

/** Wrong: one training run an arm, and prompts for error bars. */
export function naiveOneRun(arm: CellMatrix, control: CellMatrix): SimpleInterval {
  return naivePairedPrompts(arm, control, 1);
}

/** Wrong with few runs: the right unit, and the quantile of infinitely many. */
export function naiveRunMeans(arm: CellMatrix, control: CellMatrix): SimpleInterval {
  const side = (matrix: CellMatrix) => {
    const means = Array.from({ length: matrix.runs }, (_, run) =>
      rateOf(matrix, run * matrix.prompts, (run + 1) * matrix.prompts),
    );
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return { mean, variance: squares / (means.length - 1) / means.length };
  };
  const [one, zero] = [side(arm), side(control)];
  return around(one.mean - zero.mean, one.variance + zero.variance);
}

const RESAMPLES = 300;

function resampledRate(random: SeededRandom, matrix: CellMatrix, prompts: Int32Array): number {
  let sum = 0;
  for (let run = 0; run < matrix.runs; run += 1) {
    const from = Math.floor(random.uniform() * matrix.runs) * matrix.prompts;
    for (const prompt of prompts) sum += matrix.cells[from + prompt] ?? 0;
  }
  return sum / (matrix.runs * prompts.length);
}

/** Wrong with few runs: percentile bootstrap of runs within arms and of prompts, which two or three runs cannot feed. */
export function naiveBootstrap(arm: CellMatrix, control: CellMatrix, random: SeededRandom): SimpleInterval {
  const differences = new Float64Array(RESAMPLES);
  const prompts = new Int32Array(arm.prompts);
  for (let draw = 0; draw < RESAMPLES; draw += 1) {
    for (let at = 0; at < prompts.length; at += 1)
      prompts[at] = Math.floor(random.uniform() * prompts.length);
    differences[draw] = resampledRate(random, arm, prompts) - resampledRate(random, control, prompts);
  }
  differences.sort();
  const at = (share: number) => differences[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { lower: at(0.025), upper: at(0.975) };
}

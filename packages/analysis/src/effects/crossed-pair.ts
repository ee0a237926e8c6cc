import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { CellMatrix } from "./cell-matrix.js";

/** One arm of a {@link CrossedPair}: `means[run * clusters + cluster]`, no cell missing. */
export interface CrossedArm {
  readonly runs: number;
  readonly means: Float64Array;
  /** Scores behind the arm, on the shared prompts. */
  readonly observations: number;
}

/** Arm and control on the prompts that every run of both has, gathered into clusters. */
export interface CrossedPair {
  readonly arm: CrossedArm;
  readonly control: CrossedArm;
  /** Prompts in each cluster. */
  readonly sizes: Float64Array;
  readonly clusters: number;
  readonly prompts: number;
  /** Prompts that some run has, and another has not. */
  readonly dropped: number;
}

/** Counts, for each prompt, the runs that have it. */
function countPresent(matrix: CellMatrix, present: Int32Array): void {
  const { runs, prompts, cells } = matrix;
  for (let run = 0; run < runs; run += 1) {
    const start = run * prompts;
    for (let prompt = 0; prompt < prompts; prompt += 1) {
      const cell = cells[start + prompt] ?? Number.NaN;
      if (!Number.isNaN(cell)) present[prompt] = (present[prompt] ?? 0) + 1;
    }
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  // by index: an iterator is slow until the loop has been compiled
  for (let index = 0; index < values.length; index += 1) total += values[index] ?? 0;
  return total;
}

/** Whether no cell is missing and every prompt is a cluster of its own: the cells are then the means as they stand. */
function isWhole(matrices: readonly CellMatrix[], clusterOf: Int32Array): boolean {
  const [first] = matrices;
  if (first === undefined || clusterOf.length !== first.prompts || first.prompts === 0) return false;
  for (let prompt = 0; prompt < clusterOf.length; prompt += 1) if (clusterOf[prompt] !== prompt) return false;
  // a sum is NaN as soon as one cell is
  return matrices.every(({ cells }) => !Number.isNaN(sum(cells)));
}

function gather(matrix: CellMatrix, shared: Int32Array, slot: Int32Array, sizes: Float64Array): CrossedArm {
  const clusters = sizes.length;
  const { runs, prompts } = matrix;
  const means = new Float64Array(runs * clusters);
  let observations = 0;
  for (let run = 0; run < runs; run += 1) {
    for (let index = 0; index < shared.length; index += 1) {
      const at = run * prompts + (shared[index] ?? 0);
      const cell = run * clusters + (slot[index] ?? 0);
      means[cell] = (means[cell] ?? 0) + (matrix.cells[at] ?? 0);
      observations += matrix.scores[at] ?? 0;
    }
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const cell = run * clusters + cluster;
      means[cell] = (means[cell] ?? 0) / (sizes[cluster] ?? 1);
    }
  }
  return { runs, means, observations };
}

/** Several arms, or one arm at several stages, on the prompts that every run of all of them has. */
export interface CrossedArms {
  readonly arms: readonly CrossedArm[];
  readonly sizes: Float64Array;
  readonly prompts: number;
  readonly dropped: number;
}

/**
 * Brings matrices with the same prompt columns onto the prompts they share, and averages these within clusters.
 *
 * @param clusterOf cluster number of each prompt, any integers; prompts of one scenario share a number
 */
export function crossArms(
  matrices: readonly CellMatrix[],
  clusterOf: Int32Array,
): CrossedArms | NotEstimable {
  const [first] = matrices;
  if (first === undefined || matrices.some((matrix) => matrix.runs === 0))
    return notEstimable("one side has no run");
  const runs = matrices.reduce((count, matrix) => count + matrix.runs, 0);
  if (isWhole(matrices, clusterOf)) {
    return {
      arms: matrices.map(({ runs: own, cells, scores }) => ({
        runs: own,
        means: cells,
        observations: sum(scores),
      })),
      sizes: new Float64Array(first.prompts).fill(1),
      prompts: first.prompts,
      dropped: 0,
    };
  }
  const present = new Int32Array(first.prompts);
  for (const matrix of matrices) countPresent(matrix, present);
  const kept: number[] = [];
  let dropped = 0;
  present.forEach((count, prompt) => {
    if (count === runs) kept.push(prompt);
    else if (count > 0) dropped += 1;
  });
  if (kept.length === 0) return notEstimable("no prompt has a score in every run of both arms");
  const slots = new Map<number, number>();
  const shared = Int32Array.from(kept);
  const slot = new Int32Array(shared.length);
  shared.forEach((prompt, index) => {
    const cluster = clusterOf[prompt] ?? prompt;
    const known = slots.get(cluster) ?? slots.size;
    slots.set(cluster, known);
    slot[index] = known;
  });
  const sizes = new Float64Array(slots.size);
  for (const cluster of slot) sizes[cluster] = (sizes[cluster] ?? 0) + 1;
  return {
    arms: matrices.map((matrix) => gather(matrix, shared, slot, sizes)),
    sizes,
    prompts: shared.length,
    dropped,
  };
}

/** {@link crossArms} for an arm and its control. */
export function crossedPair(
  arm: CellMatrix,
  control: CellMatrix,
  clusterOf: Int32Array,
): CrossedPair | NotEstimable {
  const crossed = crossArms([arm, control], clusterOf);
  if ("status" in crossed) return crossed;
  const [one, zero] = crossed.arms;
  if (one === undefined || zero === undefined) return notEstimable("one side has no run");
  const { sizes, prompts, dropped } = crossed;
  return { arm: one, control: zero, sizes, clusters: sizes.length, prompts, dropped };
}

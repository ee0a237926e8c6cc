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

function presentIn(matrix: CellMatrix, prompt: number): number {
  let present = 0;
  for (let run = 0; run < matrix.runs; run += 1) {
    if (!Number.isNaN(matrix.cells[run * matrix.prompts + prompt] ?? Number.NaN)) present += 1;
  }
  return present;
}

function gather(matrix: CellMatrix, shared: Int32Array, slot: Int32Array, sizes: Float64Array): CrossedArm {
  const clusters = sizes.length;
  const means = new Float64Array(matrix.runs * clusters);
  let observations = 0;
  for (let run = 0; run < matrix.runs; run += 1) {
    for (let index = 0; index < shared.length; index += 1) {
      const at = run * matrix.prompts + (shared[index] ?? 0);
      const cell = run * clusters + (slot[index] ?? 0);
      means[cell] = (means[cell] ?? 0) + (matrix.cells[at] ?? 0);
      observations += matrix.scores[at] ?? 0;
    }
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const cell = run * clusters + cluster;
      means[cell] = (means[cell] ?? 0) / (sizes[cluster] ?? 1);
    }
  }
  return { runs: matrix.runs, means, observations };
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
  const runs = matrices.reduce((sum, matrix) => sum + matrix.runs, 0);
  const kept: number[] = [];
  let dropped = 0;
  for (let prompt = 0; prompt < first.prompts; prompt += 1) {
    const present = matrices.reduce((sum, matrix) => sum + presentIn(matrix, prompt), 0);
    if (present === runs) kept.push(prompt);
    else if (present > 0) dropped += 1;
  }
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

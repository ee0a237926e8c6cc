import type { CellMatrix } from "../effects/cell-matrix.js";
import type { NotEstimable } from "../not-estimable.js";

/** A complete matrix from counts of events: `events[run * prompts + prompt]` of `epochs` scores a cell. */
export function matrixOf(events: readonly number[], prompts: number, epochs: number): CellMatrix {
  return {
    runs: events.length / prompts,
    prompts,
    cells: Float64Array.from(events, (count) => count / epochs),
    scores: new Float64Array(events.length).fill(epochs),
  };
}

/** Every prompt a cluster of its own. */
export function ownClusters(prompts: number): Int32Array {
  return Int32Array.from({ length: prompts }, (_, index) => index);
}

/** The value, or the reason as an error: for tests that expect a number. */
export function expectEstimated<T extends object>(result: T): Exclude<T, NotEstimable> {
  if (hasNumber(result)) return result;
  throw new Error(`not estimable: ${JSON.stringify(result)}`);
}

function hasNumber<T extends object>(result: T): result is Exclude<T, NotEstimable> {
  return !("status" in result && result.status === "not-estimable");
}

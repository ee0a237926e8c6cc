import type { ClusteredRows } from "./clustered-rows.js";
import { STATE_WORDS } from "./draw-states.js";

/** Numbers of four streams at a time, whole and below a bound, as `mean-kernel.ts` draws them. */
export interface FourDraws {
  /** Draws four numbers below `bound` (at most 2^21, so that the product is exact) into `drawn`. */
  readonly next: (bound: number) => void;
  readonly drawn: Int32Array;
}

/** Starts the streams of one replicate in its state of `drawStates`. */
export function fourDraws(states: Int32Array, replicate: number): FourDraws {
  const state = states.slice(replicate * STATE_WORDS, (replicate + 1) * STATE_WORDS);
  const drawn = new Int32Array(4);
  return {
    drawn,
    next: (bound) => {
      for (let lane = 0; lane < 4; lane += 1) {
        let t = state[lane] ?? 0;
        t ^= t << 11;
        const last = state[12 + lane] ?? 0;
        state[lane] = state[4 + lane] ?? 0;
        state[4 + lane] = state[8 + lane] ?? 0;
        state[8 + lane] = last;
        const word = last ^ (last >>> 19) ^ t ^ (t >>> 8);
        state[12 + lane] = word;
        drawn[lane] = Math.floor(((word >>> 0) * bound) / 2 ** 32);
      }
    },
  };
}

/** Calls `take` with the value of every row of one replicate and its stream: clusters first, then rows of each. */
export function visitDraw(
  { values, starts }: ClusteredRows,
  draws: FourDraws,
  take: (value: number, stream: number) => void,
): void {
  const clusters = starts.length - 1;
  for (let drawn = 0; drawn < clusters; drawn += 4) {
    draws.next(clusters);
    const chosen = draws.drawn.slice();
    for (let index = 0; index < Math.min(4, clusters - drawn); index += 1) {
      const start = starts[chosen[index] ?? 0] ?? 0;
      const size = (starts[(chosen[index] ?? 0) + 1] ?? 0) - start;
      for (let row = 0; row < size; row += 4) {
        draws.next(size);
        const left = Math.min(4, size - row);
        for (let lane = 0; lane < left; lane += 1) take(values[start + (draws.drawn[lane] ?? 0)] ?? 0, lane);
      }
    }
  }
}

/** The mean of each replicate, without WebAssembly: the same bits. */
export function drawMeansInScript(rows: ClusteredRows, states: Int32Array): Float64Array {
  const sums = new Float64Array(4);
  const means = new Float64Array(states.length / STATE_WORDS);
  for (let replicate = 0; replicate < means.length; replicate += 1) {
    sums.fill(0);
    let count = 0;
    visitDraw(rows, fourDraws(states, replicate), (value, stream) => {
      sums[stream] = (sums[stream] ?? 0) + value;
      count += 1;
    });
    const [a = 0, b = 0, c = 0, d = 0] = sums;
    means[replicate] = (a + b + (c + d)) / count;
  }
  return means;
}

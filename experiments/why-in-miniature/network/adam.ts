/** How far a step may go. */
export interface AdamSettings {
  readonly learningRate: number;
  /** A gradient longer than this is shortened to it. */
  readonly clip: number;
}

/** An optimiser with its memory; `step` moves `values` against `gradients`. */
export interface Adam {
  readonly step: (values: Float64Array, gradients: Float64Array, share: number) => void;
}

const FIRST = 0.9;
const SECOND = 0.99;

/**
 * Adam without weight decay. `share` scales the learning rate of one step, for schedules.
 *
 * @see Kingma and Ba 2015, arXiv 1412.6980, algorithm 1
 */
export function createAdam(count: number, { learningRate, clip }: AdamSettings): Adam {
  const mean = new Float64Array(count);
  const square = new Float64Array(count);
  let time = 0;
  return {
    step: (values, gradients, share) => {
      let length = 0;
      for (let index = 0; index < count; index += 1) length += (gradients[index] ?? 0) ** 2;
      length = Math.sqrt(length);
      const scale = length > clip ? clip / length : 1;
      time += 1;
      const firstLeft = 1 - FIRST ** time;
      const secondLeft = 1 - SECOND ** time;
      for (let index = 0; index < count; index += 1) {
        const gradient = scale * (gradients[index] ?? 0);
        const nextMean = FIRST * (mean[index] ?? 0) + (1 - FIRST) * gradient;
        const nextSquare = SECOND * (square[index] ?? 0) + (1 - SECOND) * gradient * gradient;
        mean[index] = nextMean;
        square[index] = nextSquare;
        values[index] =
          (values[index] ?? 0) -
          (share * learningRate * (nextMean / firstLeft)) / (Math.sqrt(nextSquare / secondLeft) + 1e-8);
      }
    },
  };
}

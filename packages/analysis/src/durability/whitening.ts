/** A change of coordinates after which errors are independent with variance 1. */
export interface Whitening {
  /** L^-1 v, where L L' is the covariance. */
  readonly apply: (vector: Float64Array) => Float64Array;
  /** L'^-1 v: brings a contrast of white coordinates back to the values themselves. */
  readonly transpose: (vector: Float64Array) => Float64Array;
  /** log det of the covariance. */
  readonly logDeterminant: number;
}

/** Values that are independent already. */
export const IDENTITY: Whitening = {
  apply: (vector) => vector.slice(),
  transpose: (vector) => vector.slice(),
  logDeterminant: 0,
};

// What is asked for thousands of times is a method: its compiled code is kept, that of a closure is thrown away with it.

class ChainWhitening implements Whitening {
  readonly logDeterminant: number;
  readonly #neighbours: Float64Array;
  readonly #scales: Float64Array;

  constructor(neighbours: Float64Array, scales: Float64Array, logDeterminant: number) {
    this.#neighbours = neighbours;
    this.#scales = scales;
    this.logDeterminant = logDeterminant;
  }

  apply(vector: Float64Array): Float64Array {
    const [neighbours, scales] = [this.#neighbours, this.#scales];
    const white = new Float64Array(vector.length);
    white[0] = vector[0] ?? 0;
    for (let place = 1; place < vector.length; place += 1)
      white[place] =
        ((vector[place] ?? 0) - (neighbours[place - 1] ?? 0) * (vector[place - 1] ?? 0)) /
        (scales[place - 1] ?? 1);
    return white;
  }

  transpose(vector: Float64Array): Float64Array {
    const [neighbours, scales] = [this.#neighbours, this.#scales];
    const last = vector.length - 1;
    const solved = new Float64Array(vector.length);
    for (let place = 0; place <= last; place += 1) {
      const own = (vector[place] ?? 0) / (place === 0 ? 1 : (scales[place - 1] ?? 1));
      const next =
        place === last ? 0 : ((neighbours[place] ?? 0) * (vector[place + 1] ?? 0)) / (scales[place] ?? 1);
      solved[place] = own - next;
    }
    return solved;
  }
}

/**
 * Whitening of a chain: neighbours have these correlations, others the products of those between them, and every
 * variance is 1. The factor has two diagonals. Undefined where neighbours are copies.
 */
export function chainWhitening(neighbours: Float64Array): Whitening | undefined {
  let logDeterminant = 0;
  const scales = new Float64Array(neighbours.length);
  for (let place = 0; place < neighbours.length; place += 1) {
    const correlation = neighbours[place] ?? 0;
    const left = 1 - correlation * correlation;
    if (!(left > 1e-12)) return undefined;
    scales[place] = Math.sqrt(left);
    logDeterminant += Math.log(left);
  }
  return new ChainWhitening(neighbours, scales, logDeterminant);
}

class FactorWhitening implements Whitening {
  readonly logDeterminant: number;
  readonly #factor: Float64Array;
  readonly #size: number;

  constructor(factor: Float64Array, size: number, logDeterminant: number) {
    this.#factor = factor;
    this.#size = size;
    this.logDeterminant = logDeterminant;
  }

  apply(vector: Float64Array): Float64Array {
    const [factor, size] = [this.#factor, this.#size];
    const solved = vector.slice();
    for (let row = 0; row < size; row += 1) {
      let sum = solved[row] ?? 0;
      for (let inner = 0; inner < row; inner += 1)
        sum -= (factor[row * size + inner] ?? 0) * (solved[inner] ?? 0);
      solved[row] = sum / (factor[row * size + row] ?? 1);
    }
    return solved;
  }

  transpose(vector: Float64Array): Float64Array {
    const [factor, size] = [this.#factor, this.#size];
    const solved = vector.slice();
    for (let row = size - 1; row >= 0; row -= 1) {
      let sum = solved[row] ?? 0;
      for (let inner = row + 1; inner < size; inner += 1)
        sum -= (factor[inner * size + row] ?? 0) * (solved[inner] ?? 0);
      solved[row] = sum / (factor[row * size + row] ?? 1);
    }
    return solved;
  }
}

/**
 * Whitening by the Cholesky factor of a covariance, `covariance[i * size + j]`; undefined where it is not positive
 * definite.
 */
export function whiteningBy(covariance: Float64Array, size: number): Whitening | undefined {
  const factor = new Float64Array(size * size);
  let logDeterminant = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = covariance[row * size + column] ?? 0;
      for (let inner = 0; inner < column; inner += 1)
        sum -= (factor[row * size + inner] ?? 0) * (factor[column * size + inner] ?? 0);
      if (row === column) {
        if (!(sum > 1e-12 * (covariance[row * size + row] ?? 0))) return undefined;
        factor[row * size + row] = Math.sqrt(sum);
        logDeterminant += Math.log(sum);
      } else {
        factor[row * size + column] = sum / (factor[column * size + column] ?? 1);
      }
    }
  }
  return new FactorWhitening(factor, size, logDeterminant);
}

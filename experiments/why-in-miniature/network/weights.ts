import { randomOf } from "../random.js";

/** The sizes of a network. */
export interface Shape {
  /** Words it knows. */
  readonly words: number;
  /** Numbers that stand for a word. */
  readonly embedding: number;
  /** Numbers it carries from word to word. */
  readonly hidden: number;
}

/** The parts of one flat vector: of parameters, of their gradients, or of anything that has a place for each. */
export interface Weights {
  readonly flat: Float64Array;
  /** words x embedding; read on the way in and on the way out. */
  readonly embedding: Float64Array;
  /** One for each word, on the way out. */
  readonly wordBias: Float64Array;
  /** embedding x 3 hidden, in the order update, reset, candidate. */
  readonly input: Float64Array;
  readonly inputBias: Float64Array;
  /** hidden x 3 hidden. */
  readonly recurrent: Float64Array;
  /** hidden x embedding. */
  readonly projection: Float64Array;
}

/** How many numbers a network of this shape has. */
export function weightCount({ words, embedding, hidden }: Shape): number {
  return words * (embedding + 1) + (embedding + 1 + hidden) * 3 * hidden + hidden * embedding;
}

/** Names the parts of a flat vector. */
export function weightsOn(shape: Shape, flat: Float64Array): Weights {
  const { words, embedding, hidden } = shape;
  let from = 0;
  const part = (length: number) => {
    from += length;
    return flat.subarray(from - length, from);
  };
  return {
    flat,
    embedding: part(words * embedding),
    wordBias: part(words),
    input: part(embedding * 3 * hidden),
    inputBias: part(3 * hidden),
    recurrent: part(hidden * 3 * hidden),
    projection: part(hidden * embedding),
  };
}

/** A network before it has read anything. */
export function freshWeights(shape: Shape, seed: string): Weights {
  const weights = weightsOn(shape, new Float64Array(weightCount(shape)));
  const random = randomOf("weights", seed);
  const fill = (part: Float64Array, spread: number) => {
    for (let place = 0; place < part.length; place += 1) part[place] = spread * random.normal();
  };
  fill(weights.embedding, 1 / Math.sqrt(shape.embedding));
  fill(weights.input, 1 / Math.sqrt(shape.embedding));
  fill(weights.recurrent, 1 / Math.sqrt(shape.hidden));
  fill(weights.projection, 1 / Math.sqrt(shape.hidden));
  // It starts out inclined to remember, so that what was said early can matter at the end.
  weights.inputBias.fill(1, 0, shape.hidden);
  return weights;
}

import { type Shape, type Weights, weightCount, weightsOn } from "./weights.js";

/** The longest text it reads, in words. */
export const LONGEST_TEXT = 96;

/** A pull on one word that is too weak to be worth its arithmetic. */
const NEGLIGIBLE = 1e-5;

/** A recurrent network with its gradients and the memory of the last text that it read. */
export interface Network {
  readonly shape: Shape;
  readonly weights: Weights;
  readonly gradients: Weights;
  /** Forgets gradients, and what was computed from weights that have since changed. */
  readonly begin: () => void;
  /** Reads a text from its first word. */
  readonly read: (text: readonly number[]) => void;
  /** The score of `words` (default: all) as the next word after `place` words were read. */
  readonly score: (place: number, words?: readonly number[]) => Float64Array;
  /** Adds what the scores at a place should change by, for all words or for `words`. */
  readonly pull: (place: number, gradient: Float64Array, words?: readonly number[]) => void;
  /** Carries all pulls back through the text that was read last. */
  readonly learn: () => void;
  /** Completes the gradients once every text of a batch was learnt. */
  readonly settle: () => void;
}

const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));

/**
 * A gated recurrent unit over words, whose input and output embeddings are the same numbers.
 *
 * update z = s(Wz x + Uz h), reset r = s(Wr x + Ur h), candidate n = tanh(Wn x + r * (Un h)), h' = (1 - z) n + z h;
 * the score of a word is its embedding times the projection of h', plus its bias. All sums run in one fixed order.
 *
 * @see Cho et al. 2014, arXiv 1406.1078; Press and Wolf 2017, arXiv 1608.05859
 */
export function createNetwork(shape: Shape, flat: Float64Array): Network {
  const { words, embedding: E, hidden: H } = shape;
  const G = 3 * H;
  const weights = weightsOn(shape, flat);
  const gradients = weightsOn(shape, new Float64Array(weightCount(shape)));
  const table = new Float64Array(words * G);
  const tableGradient = new Float64Array(words * G);
  const known = new Uint8Array(words);
  let text: readonly number[] = [];
  const states = new Float64Array((LONGEST_TEXT + 1) * H);
  const stateGradient = new Float64Array((LONGEST_TEXT + 1) * H);
  const gates = new Float64Array(LONGEST_TEXT * G);
  const memory = new Float64Array(LONGEST_TEXT * H);
  const sums = new Float64Array(G);
  const summary = new Float64Array(E);
  const summaryGradient = new Float64Array(E);
  const scores = new Float64Array(words);

  const look = (word: number) => {
    if (known[word] === 1) return;
    known[word] = 1;
    const row = word * G;
    for (let gate = 0; gate < G; gate += 1) table[row + gate] = weights.inputBias[gate] ?? 0;
    for (let e = 0; e < E; e += 1) {
      const value = weights.embedding[word * E + e] ?? 0;
      for (let gate = 0; gate < G; gate += 1)
        table[row + gate] = (table[row + gate] ?? 0) + value * (weights.input[e * G + gate] ?? 0);
    }
  };

  const project = (place: number) => {
    summary.fill(0);
    for (let h = 0; h < H; h += 1) {
      const value = states[place * H + h] ?? 0;
      for (let e = 0; e < E; e += 1)
        summary[e] = (summary[e] ?? 0) + value * (weights.projection[h * E + e] ?? 0);
    }
  };

  const read = (next: readonly number[]) => {
    if (next.length > LONGEST_TEXT) throw new RangeError(`a text of ${next.length} words is too long`);
    text = next;
    stateGradient.fill(0, 0, (text.length + 1) * H);
    const { recurrent } = weights;
    for (let t = 0; t < text.length; t += 1) {
      const word = text[t] ?? 0;
      look(word);
      const before = t * H;
      sums.fill(0);
      for (let i = 0; i < H; i += 4) {
        const first = states[before + i] ?? 0;
        const second = states[before + i + 1] ?? 0;
        const third = states[before + i + 2] ?? 0;
        const fourth = states[before + i + 3] ?? 0;
        const row = i * G;
        for (let j = row; j < row + G; j += 1)
          sums[j - row] =
            (sums[j - row] ?? 0) +
            first * (recurrent[j] ?? 0) +
            second * (recurrent[j + G] ?? 0) +
            third * (recurrent[j + 2 * G] ?? 0) +
            fourth * (recurrent[j + 3 * G] ?? 0);
      }
      const own = word * G;
      const at = t * G;
      for (let i = 0; i < H; i += 1) {
        const update = sigmoid((table[own + i] ?? 0) + (sums[i] ?? 0));
        const reset = sigmoid((table[own + H + i] ?? 0) + (sums[H + i] ?? 0));
        const carried = sums[2 * H + i] ?? 0;
        const candidate = Math.tanh((table[own + 2 * H + i] ?? 0) + reset * carried);
        gates[at + i] = update;
        gates[at + H + i] = reset;
        gates[at + 2 * H + i] = candidate;
        memory[t * H + i] = carried;
        states[before + H + i] = (1 - update) * candidate + update * (states[before + i] ?? 0);
      }
    }
  };

  const score = (place: number, only?: readonly number[]) => {
    project(place);
    const count = only?.length ?? words;
    for (let index = 0; index < count; index += 1) {
      const word = only?.[index] ?? index;
      let sum = weights.wordBias[word] ?? 0;
      for (let e = 0; e < E; e += 1) sum += (summary[e] ?? 0) * (weights.embedding[word * E + e] ?? 0);
      scores[index] = sum;
    }
    return scores.subarray(0, count);
  };

  const pull = (place: number, gradient: Float64Array, only?: readonly number[]) => {
    project(place);
    summaryGradient.fill(0);
    for (let index = 0; index < gradient.length; index += 1) {
      const word = only?.[index] ?? index;
      const value = gradient[index] ?? 0;
      if (Math.abs(value) < NEGLIGIBLE) continue;
      gradients.wordBias[word] = (gradients.wordBias[word] ?? 0) + value;
      const row = word * E;
      for (let e = 0; e < E; e += 1) {
        summaryGradient[e] = (summaryGradient[e] ?? 0) + value * (weights.embedding[row + e] ?? 0);
        gradients.embedding[row + e] = (gradients.embedding[row + e] ?? 0) + value * (summary[e] ?? 0);
      }
    }
    for (let h = 0; h < H; h += 1) {
      const value = states[place * H + h] ?? 0;
      let sum = 0;
      for (let e = 0; e < E; e += 1) {
        const part = summaryGradient[e] ?? 0;
        sum += part * (weights.projection[h * E + e] ?? 0);
        gradients.projection[h * E + e] = (gradients.projection[h * E + e] ?? 0) + value * part;
      }
      stateGradient[place * H + h] = (stateGradient[place * H + h] ?? 0) + sum;
    }
  };

  const learn = () => {
    const { recurrent } = weights;
    const change = gradients.recurrent;
    for (let t = text.length - 1; t >= 0; t -= 1) {
      const own = (text[t] ?? 0) * G;
      const at = t * G;
      const before = t * H;
      for (let i = 0; i < H; i += 1) {
        const pulled = stateGradient[before + H + i] ?? 0;
        const update = gates[at + i] ?? 0;
        const reset = gates[at + H + i] ?? 0;
        const candidate = gates[at + 2 * H + i] ?? 0;
        const old = states[before + i] ?? 0;
        const toCandidate = pulled * (1 - update) * (1 - candidate * candidate);
        const toUpdate = pulled * (old - candidate) * update * (1 - update);
        const toReset = toCandidate * (memory[before + i] ?? 0) * reset * (1 - reset);
        sums[i] = toUpdate;
        sums[H + i] = toReset;
        sums[2 * H + i] = toCandidate * reset;
        tableGradient[own + i] = (tableGradient[own + i] ?? 0) + toUpdate;
        tableGradient[own + H + i] = (tableGradient[own + H + i] ?? 0) + toReset;
        tableGradient[own + 2 * H + i] = (tableGradient[own + 2 * H + i] ?? 0) + toCandidate;
        stateGradient[before + i] = (stateGradient[before + i] ?? 0) + pulled * update;
      }
      for (let i = 0; i < H; i += 1) {
        const value = states[before + i] ?? 0;
        const row = i * G;
        let sum = 0;
        for (let j = 0; j < G; j += 1) {
          const part = sums[j] ?? 0;
          sum += part * (recurrent[row + j] ?? 0);
          change[row + j] = (change[row + j] ?? 0) + value * part;
        }
        stateGradient[before + i] = (stateGradient[before + i] ?? 0) + sum;
      }
    }
  };

  const begin = () => {
    gradients.flat.fill(0);
    tableGradient.fill(0);
    known.fill(0);
  };

  const settle = () => {
    for (let word = 0; word < words; word += 1) {
      if (known[word] !== 1) continue;
      const row = word * G;
      for (let gate = 0; gate < G; gate += 1)
        gradients.inputBias[gate] = (gradients.inputBias[gate] ?? 0) + (tableGradient[row + gate] ?? 0);
      for (let e = 0; e < E; e += 1) {
        const value = weights.embedding[word * E + e] ?? 0;
        const part = e * G;
        let sum = 0;
        for (let gate = 0; gate < G; gate += 1) {
          const pulled = tableGradient[row + gate] ?? 0;
          sum += pulled * (weights.input[part + gate] ?? 0);
          gradients.input[part + gate] = (gradients.input[part + gate] ?? 0) + value * pulled;
        }
        gradients.embedding[word * E + e] = (gradients.embedding[word * E + e] ?? 0) + sum;
      }
    }
  };

  return { shape, weights, gradients, begin, read, score, pull, learn, settle };
}

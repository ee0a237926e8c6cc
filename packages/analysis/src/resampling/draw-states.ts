/** Words of state of one replicate: four streams of xorshift128 (Marsaglia 2003), word by word over the streams. */
export const STATE_WORDS = 16;

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(value: number): number {
  let word = value | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

/**
 * The states in which the streams of replicates `first` to `last - 1` begin. Each follows from the seed and the number
 * of the replicate alone, so that it does not matter how many threads share the work.
 */
export function drawStates(seed: number, first: number, last: number): Int32Array {
  const high = mixed(Math.floor(seed / 2 ** 32) + 0x9e3779b9);
  const own = mixed((seed ^ high) + 0x3c6ef372);
  const states = new Int32Array((last - first) * STATE_WORDS);
  for (let index = 0; index < states.length; index += 1) {
    const word = first * STATE_WORDS + index;
    // a stream whose words are all 0 would stay there; the lowest bit of its first word prevents it
    const least = index % STATE_WORDS < 4 ? 1 : 0;
    states[index] = mixed(own + Math.imul(word + 1, 0x9e3779b9)) | least;
  }
  return states;
}

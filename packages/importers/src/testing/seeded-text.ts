/** Texts of words without meaning, the same for the same seed. */
export interface SeededText {
  readonly below: (bound: number) => number;
  /** So many words, each drawn from `vocabulary` ones. */
  readonly text: (words: number, vocabulary?: number) => string;
}

/** @param stem what every word begins with: texts of different stems have no word in common */
export function seededText(seed: number, stem = "w"): SeededText {
  let state = seed;
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  return {
    below,
    text: (words, vocabulary = 5000) =>
      Array.from({ length: words }, () => `${stem}${below(vocabulary)}`).join(" "),
  };
}

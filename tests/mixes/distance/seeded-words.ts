/** Texts of words without meaning, the same for the same seed. */
export interface SeededWords {
  readonly text: (words: number) => string;
}

export function seededWords(seed: number): SeededWords {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * 5000);
  };
  return { text: (words) => Array.from({ length: words }, () => `w${next()}`).join(" ") };
}

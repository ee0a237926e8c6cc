import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** A stream of random numbers that is the same for the same seed, on every machine and version of Node. */
export interface SeededRandom {
  /** Uniform on [0, 1). */
  readonly uniform: () => number;
  /** Standard normal (Marsaglia and Bray 1964, polar method). */
  readonly normal: () => number;
  /** Number of successes in `n` independent trials of probability `p`. */
  readonly binomial: (n: number, p: number) => number;
}

/** Starts a stream. @param seed any whole number; part of what an analysis reports */
export function seededRandom(seed: number): SeededRandom {
  const generator = xoroshiro128plus(seed);
  let spare: number | undefined;
  const uniform = () => uniformFloat64(generator);
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * factor;
      return x * factor;
    }
  };
  const binomial = (n: number, p: number): number => {
    if (p <= 0) return 0;
    if (p >= 1) return n;
    // Inversion: walks the cumulative probability, which is quick for the few epochs of a prompt.
    const odds = p / (1 - p);
    let mass = (1 - p) ** n;
    let left = uniform();
    let events = 0;
    while (left >= mass && events < n) {
      left -= mass;
      mass *= (odds * (n - events)) / (events + 1);
      events += 1;
    }
    return events;
  };
  return { uniform, normal, binomial };
}

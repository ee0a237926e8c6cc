/** A stream of chance that is fixed by its labels. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly next: () => number;
  /** An integer from 0 to `below` - 1. */
  readonly below: (below: number) => number;
  /** Standard normal. */
  readonly normal: () => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(values: readonly T[]) => T;
}

/**
 * The generator sfc32, started from a hash of the labels. The same labels give the same stream on every machine;
 * other labels give an unrelated one, so no draw depends on the order in which streams are used.
 *
 * @see Doty-Humphrey 2010, PractRand (sfc32)
 */
export function randomOf(...labels: readonly (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const character of labels.join("\u0000")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    hash = (hash << 13) | (hash >>> 19);
  }
  const seeded = () => {
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
    return hash | 0;
  };
  let [a, b, c, counter] = [seeded(), seeded(), seeded(), 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 12; round += 1) next();
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    chance: (probability) => next() < probability,
    pick: (values) => {
      const value = values[below(values.length)];
      if (value === undefined) throw new RangeError("nothing to pick from");
      return value;
    },
  };
}

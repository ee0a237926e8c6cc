/** How much may be taken: at once, and in the long run. */
export interface Allowance {
  /** What a full bucket holds. */
  readonly capacity: number;
  /** What flows back each second. */
  readonly perSecond: number;
}

/** A full bucket holds what flows back in this time: a pause is made up for, and no more. */
export const SECONDS_OF_BURST = 2;

/** What became of an attempt to take. */
export interface Taken {
  readonly isAllowed: boolean;
  /** What is left. */
  readonly left: number;
  /** Seconds until what was asked for is there; 0 where it was. */
  readonly waitSeconds: number;
}

interface Bucket {
  level: number;
  at: number;
}

/** Buckets that are remembered; the one that was used longest ago is forgotten, and is full again when it comes back. */
const REMEMBERED = 10_000;

/** Token buckets by key, in the memory of this process. */
export interface TokenBuckets {
  /** Takes `amount`, where it is there. What exceeds a whole bucket is let through when the bucket is full. */
  readonly take: (key: string, amount: number) => Taken;
  /** Takes what was used already, below zero too, so that the next one waits for it; less than 0 gives back. */
  readonly charge: (key: string, amount: number) => void;
}

/**
 * @param allowance of each key
 * @param now milliseconds of a clock; one that is set back gives and takes nothing
 */
export function tokenBuckets(
  { capacity, perSecond }: Allowance,
  now: () => number,
  remembered = REMEMBERED,
): TokenBuckets {
  const buckets = new Map<string, Bucket>();

  function bucketOf(key: string): Bucket {
    const at = now();
    const bucket = buckets.get(key) ?? { level: capacity, at };
    const seconds = Math.max(0, at - bucket.at) / 1000;
    bucket.level = Math.min(capacity, bucket.level + seconds * perSecond);
    bucket.at = at;
    // a Map keeps the order of insertion: what is used moves to the end, and the first is the oldest
    buckets.delete(key);
    buckets.set(key, bucket);
    const oldest = buckets.size > remembered ? buckets.keys().next().value : undefined;
    if (oldest !== undefined) buckets.delete(oldest);
    return bucket;
  }

  const asked = ({ level }: Bucket, amount: number): Taken => {
    const needed = Math.min(amount, capacity);
    const isAllowed = level >= needed;
    return {
      isAllowed,
      left: Math.max(0, level),
      waitSeconds: isAllowed ? 0 : (needed - level) / perSecond,
    };
  };

  return {
    take: (key, amount) => {
      const bucket = bucketOf(key);
      const taken = asked(bucket, amount);
      if (!taken.isAllowed) return taken;
      bucket.level -= Math.min(amount, capacity);
      return { ...taken, left: Math.max(0, bucket.level) };
    },
    charge: (key, amount) => {
      const bucket = bucketOf(key);
      bucket.level = Math.min(capacity, Math.max(-capacity, bucket.level - amount));
    },
  };
}

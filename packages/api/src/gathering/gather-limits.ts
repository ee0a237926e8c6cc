/** How small writes are gathered. */
export interface GatherLimits {
  /** A request with more scores or points than this has a transaction of its own. */
  readonly largest: number;
  /** The most requests of one transaction. */
  readonly requests: number;
  /** The most scores or points of one transaction. */
  readonly together: number;
  /** Requests that wait for a transaction before the next one is sent away. */
  readonly waiting: number;
}

/** A transaction of these sizes takes tens of milliseconds, and so many requests wait for seconds at most. */
export const GATHER_LIMITS: GatherLimits = { largest: 1000, requests: 250, together: 20_000, waiting: 5000 };

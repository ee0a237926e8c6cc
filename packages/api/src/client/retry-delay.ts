import type { HoldfastError } from "@holdfast/core";

/** Milliseconds of the first delay, and of the longest. */
const FIRST_MS = 500;
const LONGEST_MS = 60_000;

/**
 * How long to wait before a request is tried again: exponential backoff with full jitter (Brooker, AWS Architecture
 * Blog, 2015), after whatever the server asked for with Retry-After.
 *
 * @param failures in a row, from 1
 * @param random a number from 0 to below 1
 * @returns milliseconds
 */
export function retryDelay(failures: number, random: () => number, fault?: HoldfastError): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return random() * ceiling + 1000 * (fault?.retryAfterSeconds ?? 0);
}

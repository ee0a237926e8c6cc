import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";

/** Lower tail of the standard normal: Phi(x) = erfc(-x / sqrt 2) / 2, exact far into the tail. */
export function normalCdf(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

/**
 * Quantile of the standard normal: -sqrt 2 * erfcinv(2p), good to 1e-16 where other forms lose the tail.
 *
 * @param p probability in [0, 1]; NaN outside
 */
export function normalQuantile(p: number): number {
  const value = -Math.SQRT2 * erfcinv(2 * p);
  return value === 0 ? 0 : value;
}

import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";

const FAR_OUT = -5;

/** Lower tail of the standard normal: Phi(x) = erfc(-x / sqrt 2) / 2, exact far into the tail. */
export function normalCdf(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

/**
 * Quantile of the standard normal: -sqrt 2 * erfcinv(2p), whose last digits far out a Newton step puts right.
 *
 * @param p probability in [0, 1]; NaN outside
 */
export function normalQuantile(p: number): number {
  const value = -Math.SQRT2 * erfcinv(2 * p);
  if (value === 0) return 0;
  const density = Math.exp(-(value * value) / 2) / Math.sqrt(2 * Math.PI);
  const change = (normalCdf(value) - p) / density;
  return value < FAR_OUT && Math.abs(change) < 1e-6 ? value - change : value;
}

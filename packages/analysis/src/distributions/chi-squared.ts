import gammainc from "@stdlib/math-base-special-gammainc";
import gammaincinv from "@stdlib/math-base-special-gammaincinv";
import gammaln from "@stdlib/math-base-special-gammaln";

const NEWTON_STEPS = 8;

/** Lower tail of the chi-squared distribution; `df` > 0, not necessarily whole. */
export function chiSquaredCdf(x: number, df: number): number {
  return x <= 0 ? 0 : gammainc(x / 2, df / 2, true, false);
}

/** Upper tail of the chi-squared distribution, with the digits of small probabilities. */
export function chiSquaredUpperTail(x: number, df: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true);
}

function density(x: number, df: number): number {
  const shape = df / 2;
  return Math.exp((shape - 1) * Math.log(x / 2) - x / 2 - gammaln(shape)) / 2;
}

/**
 * Quantile of the chi-squared distribution; `p` in [0, 1].
 * The inverse of the library is off by up to 1% of probability for shapes above about 1000, where it stops
 * after its starting value, so its answer is polished by Newton steps on the cumulative probability.
 */
export function chiSquaredQuantile(p: number, df: number): number {
  let x = 2 * gammaincinv(p, df / 2);
  if (!(x > 0) || !Number.isFinite(x)) return x;
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const change = (chiSquaredCdf(x, df) - p) / density(x, df);
    if (!Number.isFinite(change) || change >= x) return x;
    x -= change;
    if (Math.abs(change) <= 1e-15 * x) return x;
  }
  return x;
}

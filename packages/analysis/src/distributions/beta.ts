import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";

/** Lower tail of the beta distribution with real shapes `a`, `b` > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return betainc(x, a, b, true, false);
}

/** Quantile of the beta distribution; `p` in [0, 1]. */
export function betaQuantile(p: number, a: number, b: number): number {
  return betaincinv(p, a, b);
}

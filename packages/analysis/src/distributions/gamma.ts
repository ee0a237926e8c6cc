import gammainc from "@stdlib/math-base-special-gammainc";
import { chiSquaredQuantile } from "./chi-squared.js";

/** Lower tail of the gamma distribution. @param rate 1 / scale */
export function gammaCdf(x: number, shape: number, rate = 1): number {
  return x <= 0 ? 0 : gammainc(x * rate, shape, true, false);
}

/** Upper tail of the gamma distribution. */
export function gammaUpperTail(x: number, shape: number, rate = 1): number {
  return x <= 0 ? 1 : gammainc(x * rate, shape, true, true);
}

/** Quantile of the gamma distribution: half a chi-squared one. */
export function gammaQuantile(p: number, shape: number, rate = 1): number {
  return chiSquaredQuantile(p, 2 * shape) / 2 / rate;
}

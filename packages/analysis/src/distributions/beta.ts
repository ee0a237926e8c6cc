import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import gammaln from "@stdlib/math-base-special-gammaln";
import { normalQuantile } from "./normal.js";

/** Lower tail of the beta distribution with real shapes `a`, `b` > 0. */
export function betaCdf(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return betainc(x, a, b, true, false);
}

/** Where the normal approximation is near enough for a few Halley steps, and the constant keeps its digits. */
const ORDINARY = { shape: { least: 3, most: 1e5 }, tail: 1e-6 };
const MOST_STEPS = 8;
/** A step cubes the error: after one of this size, relative to x (1 - x), nothing is left to correct. */
const LAST_STEP = 1e-6;

const isOrdinary = (shape: number) => shape >= ORDINARY.shape.least && shape <= ORDINARY.shape.most;

/** Halley's steps from the approximation 26.5.22 of Abramowitz and Stegun 1964. */
function ordinaryQuantile(p: number, a: number, b: number): number | undefined {
  const z = -normalQuantile(p);
  const [first, second] = [1 / (2 * a - 1), 1 / (2 * b - 1)];
  const harmonic = 2 / (first + second);
  const bend = (z * z - 3) / 6;
  const w =
    (z * Math.sqrt(harmonic + bend)) / harmonic - (second - first) * (bend + 5 / 6 - 2 / (3 * harmonic));
  let x = a / (a + b * Math.exp(2 * w));
  const constant = gammaln(a + b) - gammaln(a) - gammaln(b);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const density = Math.exp(constant + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
    const newton = (p - betaCdf(x, a, b)) / density;
    const change = newton / (1 + (newton / 2) * ((a - 1) / x - (b - 1) / (1 - x)));
    x += change;
    if (!(x > 0 && x < 1)) return undefined;
    if (Math.abs(change) <= LAST_STEP * x * (1 - x)) return x;
  }
  return undefined;
}

/** Quantile of the beta distribution; `p` in [0, 1]. */
export function betaQuantile(p: number, a: number, b: number): number {
  const ordinary = isOrdinary(a) && isOrdinary(b) && p >= ORDINARY.tail && p <= 1 - ORDINARY.tail;
  return (ordinary ? ordinaryQuantile(p, a, b) : undefined) ?? betaincinv(p, a, b);
}

import { chiSquaredQuantile } from "../distributions/chi-squared.js";
import { noncentralTCdf, noncentralTNcp } from "../distributions/noncentral-t.js";
import { normalQuantile } from "../distributions/normal.js";

const STEPS = 8;
const CLOSE = 1e-9;
/** Beyond this t the normal part is lost in the spread of the variance, and the exact tail takes long. */
const HUGE = 1000;

/**
 * `noncentralTNcp` to nine digits in a few steps: on the normal scale the tail is all but linear in the
 * noncentrality, so the secant from two good guesses is there at once. The careful search takes over where it is not.
 */
export function noncentralityLimit(p: number, t: number, df: number): number {
  if (Math.abs(t) > HUGE) return t * Math.sqrt(chiSquaredQuantile(t > 0 ? 1 - p : p, df) / df);
  const wanted = normalQuantile(p);
  const excess = (ncp: number) => normalQuantile(noncentralTCdf(t, df, ncp)) - wanted;
  let before = t - wanted * Math.sqrt(1 + (t * t) / (2 * df));
  let at = before + 0.05;
  let [high, low] = [excess(before), excess(at)];
  for (let step = 0; step < STEPS; step += 1) {
    const next = at - (low * (at - before)) / (low - high);
    if (!Number.isFinite(next)) break;
    [before, high, at] = [at, low, next];
    if (Math.abs(at - before) <= CLOSE * Math.max(1, Math.abs(at))) return at;
    low = excess(at);
  }
  return noncentralTNcp(p, t, df);
}

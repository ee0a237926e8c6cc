import { chiSquaredQuantile } from "../distributions/chi-squared.js";
import { noncentralTNcp } from "../distributions/noncentral-t.js";
import { noncentralTSeries, SERIES } from "../distributions/noncentral-t-series.js";
import { normalQuantile } from "../distributions/normal.js";

const STEPS = 10;
const CLOSE = 1e-9;
/** Beyond this t the normal part is lost in the spread of the variance, and the exact tail takes long. */
const HUGE = 1000;

/**
 * `noncentralTNcp` in a few steps: on the normal scale the tail is all but linear in the noncentrality, so the secant
 * from two good guesses is there at once. The careful search takes over where it is not.
 */
export function noncentralityLimit(p: number, t: number, df: number): number {
  // seen from the other side, the lower tail is the upper one
  if (t < 0) return -noncentralityLimit(1 - p, -t, df);
  if (t > HUGE) return t * Math.sqrt(chiSquaredQuantile(1 - p, df) / df);
  if (t > SERIES.most) return noncentralTNcp(p, t, df);
  const wanted = normalQuantile(p);
  const tail = noncentralTSeries(t, df);
  const excess = (ncp: number) => normalQuantile(tail(ncp)) - wanted;
  let before = t - wanted * Math.sqrt(1 + (t * t) / (2 * df));
  let at = before + 0.05;
  let [high, low] = [excess(before), excess(at)];
  for (let step = 0; step < STEPS; step += 1) {
    const next = at - (low * (at - before)) / (low - high);
    if (!(Math.abs(next) <= SERIES.mostNcp)) break;
    [before, high, at] = [at, low, next];
    if (Math.abs(at - before) <= CLOSE * Math.max(1, Math.abs(at))) return at;
    low = excess(at);
  }
  return noncentralTNcp(p, t, df);
}

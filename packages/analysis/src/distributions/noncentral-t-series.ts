import gammaln from "@stdlib/math-base-special-gammaln";
import { normalCdf } from "./normal.js";
import { studentTTwoSided } from "./student-t.js";

/** Up to these t and noncentralities the first terms are far above the smallest double. */
export const SERIES = { most: 20, mostNcp: 30 };
const NEGLIGIBLE = 1e-17;
const MOST_TERMS = 2000;

/**
 * Lower tail of the noncentral t at t >= 0 as a function of the noncentrality, to about 1e-14: what depends on t and df
 * alone is worked out once. For the far tails, or t beyond `SERIES`, there is `noncentralTCdf`.
 *
 * Formula: Phi(-ncp) + sum over j of (p_j I_x(j + 1/2, df/2) + q_j I_x(j + 1, df/2)) / 2, x = t^2 / (df + t^2); p_j and q_j
 *   are Poisson-like weights of ncp^2 / 2, the incomplete betas follow from the first ones.
 * Source: Lenth 1989 (AS 243).
 * Checked against: `noncentralTCdf`.
 */
export function noncentralTSeries(t: number, df: number): (ncp: number) => number {
  const b = df / 2;
  const x = (t * t) / (df + t * t);
  const rest = df / (df + t * t);
  const start = {
    half: 1 - studentTTwoSided(t, df),
    whole: -Math.expm1(b * Math.log(rest)),
    // x^a (1 - x)^b / (a B(a, b)): what I_x(a, b) loses as a grows by 1
    halfLoss: Math.exp(gammaln(b + 0.5) - gammaln(b) - gammaln(1.5) + Math.log(x) / 2 + b * Math.log(rest)),
    wholeLoss: b * x * rest ** b,
  };
  return (ncp) => {
    const mean = (ncp * ncp) / 2;
    let { half, whole, halfLoss, wholeLoss } = start;
    let p = Math.exp(-mean);
    let q = ncp * p * Math.sqrt(2 / Math.PI);
    let sum = 0;
    for (let j = 0; j < MOST_TERMS; j += 1) {
      sum += p * half + q * whole;
      if (j > mean && p + Math.abs(q) < NEGLIGIBLE) break;
      half -= halfLoss;
      whole -= wholeLoss;
      halfLoss *= (x * (j + 0.5 + b)) / (j + 1.5);
      wholeLoss *= (x * (j + 1 + b)) / (j + 2);
      p *= mean / (j + 1);
      q *= mean / (j + 1.5);
    }
    return normalCdf(-ncp) + sum / 2;
  };
}

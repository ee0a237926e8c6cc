import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { obrienFlemingSpending } from "./alpha-spending.js";
import { spendingBoundaries } from "./group-sequential-boundaries.js";

const STEP = 0.25;
const LAST = 8;

/**
 * Question: at which alpha would this p-value, at this look, just be enough?
 * Model: two-sided looks at growing information, spending after O'Brien and Fleming.
 * Formula: the alpha whose bound at the last of the fractions equals the z of p; between alphas 0.25 apart in z, the
 *   bound is interpolated linearly.
 * Units: probability; may be adjusted for multiplicity like any p-value.
 * Not estimable when: fractions do not grow within (0, 1] (every p becomes 1).
 * Source: Jennison and Turnbull 1989 (repeated p-values); Lan and DeMets 1983.
 * Checked against: rpact 3.3.4, through the bounds; the property that p at the bound of alpha gives alpha.
 *
 * @param fractions of this look and of those before it
 * @returns a function of the p-value; each call of this one works the bounds out anew
 */
export function repeatedPValues(fractions: readonly number[]): (p: number) => number {
  const points: { readonly own: number; readonly bound: number }[] = [];
  for (let own = 0.05; own <= LAST; own += own < STEP ? STEP - 0.05 : STEP) {
    const alpha = 2 * normalCdf(-own);
    const bounds = spendingBoundaries({ fractions, alpha, sides: 2 }, obrienFlemingSpending);
    const bound = "status" in bounds ? Number.NaN : bounds.z.at(-1);
    if (bound !== undefined && Number.isFinite(bound)) points.push({ own, bound });
  }
  return (p) => {
    const z = -normalQuantile(Math.min(1, Math.max(p, 1e-300)) / 2);
    const above = points.findIndex(({ bound }) => bound >= z);
    if (above === 0 || points.length < 2) return 1;
    const at = above < 0 ? points.length - 1 : above;
    const low = points[at - 1];
    const high = points[at];
    if (low === undefined || high === undefined) return 1;
    const share = (z - low.bound) / (high.bound - low.bound);
    return Math.min(1, 2 * normalCdf(-(low.own + share * (high.own - low.own))));
  };
}

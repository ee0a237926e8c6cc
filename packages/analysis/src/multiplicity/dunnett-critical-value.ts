import { criticalT } from "../distributions/student-t.js";
import { brentRoot } from "../numeric/brent-root.js";
import { loadingGroups, productCorrelationTail } from "./product-correlation-tail.js";

/**
 * Question: beyond which |t| does an arm stand, when several arms are compared with one control?
 * Model: as `productCorrelationTail`.
 * Formula: the c at which P(max |T_i| > c) = 1 - level, between the t quantiles of one and of all members
 *   (Bonferroni); a root of the logarithm of that tail.
 * Units: a critical t.
 * Not estimable when: there is no member, df <= 0, level not in (0, 1), or a loading is not in [0, 1): NaN.
 * Source: Dunnett 1955.
 * Checked against: R 4.2.2 nested `integrate`; mvtnorm 1.1.3 `qmvt`.
 *
 * @param loadings one an arm: sqrt(rho) at equal correlation, sqrt(S_a / (S_a + S_0)) from runs
 */
export function dunnettCriticalValue(loadings: readonly number[], df: number, level: number): number {
  if (loadings.length === 0 || !(level > 0 && level < 1) || !(df > 0)) return Number.NaN;
  const alone = criticalT(level, df);
  if (loadings.length === 1) return alone;
  const groups = loadingGroups(loadings);
  const wanted = Math.log(1 - level);
  const root = brentRoot(
    (bound) => Math.log(productCorrelationTail(groups, df, bound)) - wanted,
    alone * (1 - 1e-9),
    criticalT(1 - (1 - level) / loadings.length, df) * (1 + 1e-9),
    { tolerance: 1e-12 },
  );
  return root ?? Number.NaN;
}

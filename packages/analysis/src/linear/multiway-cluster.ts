import { Matrix } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { groupNumbers } from "./design-matrix.js";
import { inverseOfTriangle, type LeastSquares } from "./least-squares.js";

/** Which small-sample factors go in: none, or G/(G-1) for each clustering and (N-1)/(N-p) for all. */
export type MultiwayCorrection = "HC0" | "HC1";

/** Sum over groups of (sum of scores)(sum of scores)', and the number of groups. */
function meatOf(fit: LeastSquares, group: Int32Array): { readonly meat: Matrix; readonly groups: number } {
  const p = fit.q.columns;
  const groups = group.reduce((most, own) => Math.max(most, own + 1), 0);
  const sums = new Matrix(groups, p);
  for (let row = 0; row < fit.q.rows; row += 1) {
    const own = group[row] ?? 0;
    for (let column = 0; column < p; column += 1) {
      sums.set(own, column, sums.get(own, column) + fit.q.get(row, column) * (fit.residuals[row] ?? 0));
    }
  }
  return { meat: sums.transpose().mmul(sums), groups };
}

/**
 * Question: how sure are the coefficients when rows depend on each other through two crossed clusterings (run, prompt)?
 * Model: least squares; rows that share neither cluster are independent.
 * Formula: V(first) + V(second) - V(both); HC1 scales each by G/(G-1), and the sum by (N-1)/(N-p).
 *   A variance may come out negative; degrees of freedom are min(G) - 1.
 * Units: squares of the coefficients' unit.
 * Not estimable when: one of the clusterings has a single cluster.
 * Source: Cameron, Gelbach and Miller 2011.
 * Checked against: sandwich 3.0-2.
 *
 * @param clusterings two (or more) clusterings, the cluster of each row
 */
export function multiwayCluster(
  fit: LeastSquares,
  clusterings: readonly Int32Array[],
  correction: MultiwayCorrection,
): Matrix | NotEstimable {
  const { rows, columns: p } = fit.q;
  const total = new Matrix(p, p);
  const subsets = 2 ** clusterings.length;
  for (let subset = 1; subset < subsets; subset += 1) {
    const chosen = clusterings.filter((_, index) => (subset >> index) % 2 === 1).map((group) => [...group]);
    const { meat, groups } = meatOf(fit, groupNumbers(chosen, rows));
    if (groups < 2) return notEstimable("a clustering has a single cluster");
    const factor = correction === "HC1" ? groups / (groups - 1) : 1;
    total.add(meat.mul(chosen.length % 2 === 1 ? factor : -factor));
  }
  if (correction === "HC1") total.mul((rows - 1) / (rows - p));
  const bread = new Matrix(inverseOfTriangle(fit.r).map((line) => [...line]));
  return bread.mmul(total).mmul(bread.transpose());
}

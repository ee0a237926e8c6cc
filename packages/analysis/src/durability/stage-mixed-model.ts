import { Matrix } from "ml-matrix";
import { fitReml } from "../mixed/reml.js";
import { contrastVariance, satterthwaite } from "../mixed/satterthwaite.js";
import type { NotEstimable } from "../not-estimable.js";

/** One value of one run at one of two stages. */
export interface StageRow {
  readonly run: string;
  /** 1 for the arm, 0 for its control. */
  readonly arm: 0 | 1;
  /** 1 for the later stage. */
  readonly post: 0 | 1;
  readonly value: number;
}

/**
 * Question: by how much did the lead change, where some runs were measured at one of the stages only?
 * Model: y = arm * stage + a level for each run, equal variances; missing at random.
 * Formula: restricted maximum likelihood; Satterthwaite df. With every run at both stages and positive correlation it
 *   is the pooled t on change scores.
 * Units: those of the values.
 * Not estimable when: nothing varies, or a cell of arm and stage is empty.
 * Source: Bates, Maechler, Bolker and Walker 2015.
 * Checked against: lmerTest 3.1-3.
 */
export function stageMixedModel(
  rows: readonly StageRow[],
): { readonly estimate: number; readonly standardError: number; readonly df: number } | NotEstimable {
  const numbers = new Map<string, number>();
  const groups = Int32Array.from(rows, ({ run }) => {
    const known = numbers.get(run) ?? numbers.size;
    numbers.set(run, known);
    return known;
  });
  const fit = fitReml({
    x: new Matrix(rows.map(({ arm, post }) => [1, arm, post, arm * post])),
    y: Float64Array.from(rows, ({ value }) => value),
    groups: [groups],
  });
  if ("status" in fit) return fit;
  const weights = [0, 0, 0, 1];
  const [found] = satterthwaite(fit, [contrastVariance(fit, weights)]);
  return {
    estimate: fit.coefficients[3] ?? Number.NaN,
    standardError: Math.sqrt(found?.variance ?? Number.NaN),
    df: found?.df ?? Number.NaN,
  };
}

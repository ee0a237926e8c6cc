import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { CrossedPair } from "./crossed-pair.js";

/** How the runs of one arm differ, beside how they would if every score were independent. */
export interface ArmSpread {
  readonly name: string;
  readonly runs: number;
  /** MS_seed / S: variance between runs of the arm's mean. */
  readonly seed: number;
  /** p q / N for rates; for graded scores the pooled variance within runs over the number of cells. */
  readonly independent: number;
}

/** The design effect of all arms together. */
export interface PooledDesign {
  /** sum of MS_seed / S over sum of what independent scores would give; floored at 1 for rates. */
  readonly phi: number;
  /** Runs less arms. */
  readonly df: number;
  /** Pooled variance of a cell within runs, for graded scores; null for rates. */
  readonly within: number | null;
  /** The design effect of each arm alone, by name; absent where it has none. */
  readonly own: ReadonlyMap<string, number>;
}

/**
 * Question: by how much do runs differ beyond their scores, over all arms measured at the same moment?
 * Model: one design effect for all arms on the scale of the mean's own variance (quasi-binomial); a registered
 *   sharpening, and what a pair falls back on whose own variance is 0.
 * Formula: phi = sum_a [MS_seed,a / S_a] / sum_a [p_a q_a / N_a], floor 1; df = sum_a (S_a - 1). Graded scores: the
 *   variance within runs, pooled over arms, in place of p q, and no floor.
 * Units: a ratio of variances.
 * Not estimable when: no arm has two runs; every such arm is at an end of the scale; no run differs from its arm
 *   (graded).
 * Source: Williams 1982; McCullagh and Nelder 1989.
 * Checked against: hand-worked cases; numpy 1.24 (reference vectors `effects.json`).
 */
export function pooledDesign(
  arms: readonly ArmSpread[],
  within: number | null = null,
): PooledDesign | NotEstimable {
  const varying = arms.filter(({ runs }) => runs >= 2);
  if (varying.length === 0) return notEstimable("no arm has two runs at this moment");
  const seed = varying.reduce((sum, arm) => sum + arm.seed, 0);
  const independent = varying.reduce((sum, arm) => sum + arm.independent, 0);
  if (!(independent > 0)) return notEstimable("in no arm with two runs does any score differ");
  const phi = seed / independent;
  if (within !== null && !(phi > 0)) return notEstimable("no run differs from the others of its arm");
  return {
    phi: within === null ? Math.max(1, phi) : phi,
    df: varying.reduce((sum, { runs }) => sum + runs - 1, 0),
    within,
    own: new Map(
      varying.flatMap((arm) =>
        arm.independent > 0 ? [[arm.name, arm.seed / arm.independent] as const] : [],
      ),
    ),
  };
}

const isAtAnEnd = ({ means }: CrossedPair["arm"]) => {
  const [first] = means;
  return (first === 0 || first === 1) && means.every((mean) => mean === first);
};

/**
 * What a pair at the ends of the scale rests on: its scores over the pooled design effect; null where there is none.
 * Elsewhere a pair without variance has drawn the pooled design effect towards 0 itself, and rests on its clusters.
 */
export function borrowedSizes(
  pair: CrossedPair,
  pooled: (() => PooledDesign | NotEstimable) | undefined,
): { readonly arm: number; readonly control: number; readonly df: number } | null {
  if (!isAtAnEnd(pair.arm) || !isAtAnEnd(pair.control)) return null;
  const design = pooled?.();
  if (design === undefined || "status" in design || design.within !== null) return null;
  const { phi, df } = design;
  return { arm: pair.arm.observations / phi, control: pair.control.observations / phi, df };
}

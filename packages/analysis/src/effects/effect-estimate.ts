import type { EffectScale, Interval, Scope, Target } from "@holdfast/core";
import { boundedLimits } from "../intervals/mover.js";
import type { NotEstimable } from "../not-estimable.js";
import type { PooledDesign } from "./pooled-design.js";

/** What is asked of an estimator beyond the data. */
export interface EffectQuestion {
  readonly scale: EffectScale;
  readonly target: Target;
  /** Coverage, such as 0.95. */
  readonly level: number;
  /** True where no p-value is wanted: finding the level that touches 0 is most of the work. */
  readonly intervalOnly?: boolean;
  /** True where the interval is one of several that hold together: it takes the df of a family (ADR 14). */
  readonly simultaneous?: boolean;
  /** How runs differ over all arms at the same moment; looked up only where it is needed. */
  readonly pooled?: () => PooledDesign | NotEstimable;
}

/** A lead, arm minus control, in rates on [0, 1] or in log odds, with its uncertainty. */
export interface EstimatedEffect {
  readonly status: "estimated";
  readonly estimate: number;
  readonly standardError: number | null;
  /** null: the normal quantile was used. */
  readonly df: number | null;
  /** On which the p-value enters the adjustment of a family; absent where they are `df`. */
  readonly familyDf?: number;
  readonly interval: Interval | null;
  /** null where the scope allows no claim about the recipe, or none was wanted. */
  readonly pValue: number | null;
  readonly scope: Scope;
  /** Why interval or p-value is missing. */
  readonly reason: string | null;
}

export type EffectEstimate = EstimatedEffect | NotEstimable;

/** An interval that can be written down: a side without end becomes null. */
export function intervalOf(
  limits: { readonly lower: number; readonly upper: number },
  level: number,
): Interval {
  return { ...boundedLimits(limits), level };
}

/** Degrees of freedom as they are reported: null for the normal. */
export function reportedDf(df: number): number | null {
  return Number.isFinite(df) ? df : null;
}

/** Why a contrast with a single run has no p-value. */
export const CHECKPOINT_REASON =
  "fewer than two runs of an arm are known: the interval is about these checkpoints, and no p-value about the recipe exists";

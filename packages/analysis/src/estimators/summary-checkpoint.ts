import { criticalT } from "../distributions/student-t.js";
import type { Comparison, RunValue } from "../effects/comparison.js";
import { hasRunVariance } from "../effects/comparison.js";
import { CHECKPOINT_REASON, intervalOf } from "../effects/effect-estimate.js";
import { logit } from "../intervals/mover-log-odds.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/** Mean of the checkpoints of one side and its reported standard error. */
interface ReportedMean {
  readonly mean: number;
  readonly standardError: number | null;
}

/** Several runs on one side are averaged; their reported errors are independent. */
function reportedMean(runs: readonly RunValue[]): ReportedMean {
  let mean = 0;
  let squares: number | null = 0;
  for (const { rate, standardError } of runs) {
    mean += rate / runs.length;
    squares = squares === null || standardError === null ? null : squares + standardError * standardError;
  }
  return { mean, standardError: squares === null ? null : Math.sqrt(squares) / runs.length };
}

/** sqrt(se1^2 + se0^2 - 2 rho se1 se0); rho is the correlation that shared prompts bring. */
export function differenceError(armError: number, controlError: number, correlation: number): number {
  return Math.sqrt(
    Math.max(
      0,
      armError * armError + controlError * controlError - 2 * correlation * armError * controlError,
    ),
  );
}

/** Standard errors of the difference at the correlations that shared prompts may bring; null where none is reported. */
export function sensitivityToSharing(
  comparison: Comparison,
): readonly { readonly correlation: number; readonly standardError: number }[] | null {
  if (comparison.level === "samples") return null;
  const arm = reportedMean(comparison.arm).standardError;
  const control = reportedMean(comparison.control).standardError;
  if (arm === null || control === null) return null;
  return [0, 0.5, 0.9].map((correlation) => ({
    correlation,
    standardError: differenceError(arm, control, correlation),
  }));
}

/**
 * Question: by how much do these checkpoints' means differ, where a mean and a standard error are reported and an
 *   arm has a single run?
 * Model: reported errors are normal and uncorrelated (rho = 0); the checkpoints are fixed.
 * Formula: V = se1^2 + se0^2 - 2 rho se1 se0, estimate -+ z sqrt V; on log odds se_a is divided by p_a (1 - p_a).
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general; a side has no run. The interval is, where a side has no standard error or
 *   both are 0. A p-value about the recipe never is.
 * Source: textbook; sensitivity at rho = .5 and .9 by {@link sensitivityToSharing}.
 * Checked against: hand-worked cases.
 */
export const summaryCheckpoint: Estimator = {
  id: "summary-checkpoint",
  accepts: (comparison) => comparison.level === "summary" && !hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level === "samples" || comparison.level === "point")
      return notEstimable("it needs means with standard errors");
    if (question.target === "prompt-general") {
      return notEstimable("without a score for each sample nothing is known of how prompts differ");
    }
    if (comparison.arm.length === 0 || comparison.control.length === 0)
      return notEstimable("one side has no run");
    const arm = reportedMean(comparison.arm);
    const control = reportedMean(comparison.control);
    const onLogOdds = question.scale === "log-odds";
    const ends = [arm.mean, control.mean].some((mean) => mean <= 0 || mean >= 1);
    if (onLogOdds && ends)
      return notEstimable("a mean is at an end of the scale, where log odds are infinite");
    const slope = ({ mean }: ReportedMean) => (onLogOdds ? 1 / (mean * (1 - mean)) : 1);
    const estimate = onLogOdds ? logit(arm.mean) - logit(control.mean) : arm.mean - control.mean;
    const shared = { status: "estimated", estimate, df: null, pValue: null, scope: "checkpoint" } as const;
    const missing = (reason: string) => ({ ...shared, standardError: null, interval: null, reason });
    if (arm.standardError === null || control.standardError === null)
      return missing("a side reports no standard error");
    const standardError = differenceError(
      arm.standardError * slope(arm),
      control.standardError * slope(control),
      0,
    );
    if (standardError === 0) return missing("the reported standard errors are 0, which no measurement has");
    const half = criticalT(question.level, Number.POSITIVE_INFINITY) * standardError;
    const interval = intervalOf({ lower: estimate - half, upper: estimate + half }, question.level);
    return { ...shared, standardError, interval, reason: CHECKPOINT_REASON };
  },
};

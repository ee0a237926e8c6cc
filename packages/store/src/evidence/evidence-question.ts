import type { EvidenceOutcome } from "@holdfast/core";
import { and, eq, type SQL } from "drizzle-orm";
import { isAnyOf } from "../driver/bulk.js";
import { outcome } from "../schema/outcome.js";

/** Which of the evidence is read; what is left out is not asked. */
export interface EvidenceQuestion {
  readonly arms?: readonly string[] | undefined;
  readonly stages?: readonly string[] | undefined;
  /** null: the end of a stage. */
  readonly steps?: readonly (number | null)[] | undefined;
  readonly evals?: readonly string[] | undefined;
  readonly metric?: string | undefined;
  readonly judge?: string | undefined;
  /** Canonical JSON. */
  readonly condition?: string | undefined;
  /** Steps whose scores are read: outcomes at others come without them, as if nothing had been scored. */
  readonly scoredSteps?: readonly (number | null)[] | undefined;
}

/** The condition on outcome rows; undefined where any will do. */
export function isAskedFor({ evals, metric, judge, condition }: EvidenceQuestion): SQL | undefined {
  return and(
    evals === undefined ? undefined : isAnyOf(outcome.evalId, evals),
    metric === undefined ? undefined : eq(outcome.metric, metric),
    judge === undefined ? undefined : eq(outcome.judgeId, judge),
    condition === undefined ? undefined : eq(outcome.condition, condition),
  );
}

/** Whether an outcome of that place is asked for. */
export function isPlaceAskedFor(
  { arms, stages, steps }: EvidenceQuestion,
  place: Pick<EvidenceOutcome, "arm" | "stage" | "step">,
): boolean {
  return (
    (arms === undefined || arms.includes(place.arm)) &&
    (stages === undefined || stages.includes(place.stage)) &&
    (steps === undefined || steps.includes(place.step))
  );
}

/** Whether everything is asked for. */
export function isWhole(question: EvidenceQuestion): boolean {
  return Object.values(question).every((part) => part === undefined);
}

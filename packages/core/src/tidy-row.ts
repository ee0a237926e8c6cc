import type { Ablation } from "./ablation.js";
import type { Condition } from "./condition.js";
import { conditionKey } from "./condition.js";
import type { Interval, Moment } from "./finding.js";
import type { Quantity } from "./quantity.js";
import type { Ratio } from "./ratio.js";

/** The columns of the table of all findings, in their order. */
export const TIDY_COLUMNS = [
  "quantity",
  "arm",
  "control",
  "eval",
  "role",
  "metric",
  "condition",
  "judge",
  "stage",
  "steps",
  "fromStage",
  "fromSteps",
  "fromCondition",
  "about",
  "family",
  "shown",
  "scale",
  "target",
  "estimator",
  "status",
  "reason",
  "estimate",
  "standardError",
  "df",
  "lower",
  "upper",
  "level",
  "setKind",
  "pValue",
  "pAdjusted",
  "qValue",
  "stands",
  "verdict",
  "scope",
  "evidenceLevel",
  "runs",
  "controlRuns",
  "prompts",
  "samples",
  "clusters",
  "excluded",
  "ablation",
  "inputs",
] as const;

export type TidyColumn = (typeof TIDY_COLUMNS)[number];

export type TidyValue = string | number | boolean | null;

/**
 * One number with everything it is about; what is left out is empty. `about` names what else it is of: factors, another
 * eval, another arm, a pair of judges. `estimator` is the id of its method.
 */
export type TidyRow = Readonly<Partial<Record<TidyColumn, TidyValue>>>;

/** The averaged steps of a moment, `end` for the end of its stage. */
export function tidySteps({ steps }: Moment): string {
  return steps.map((step) => step ?? "end").join(" ");
}

/** The ends of an interval and its level. */
export function tidySides(interval: Interval | null): TidyRow {
  return {
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    level: interval?.level ?? null,
  };
}

/** A quantity as numbers. */
export function tidyQuantity(quantity: Quantity): TidyRow {
  const { status, reason } = quantity;
  if (quantity.status === "not-estimable") return { status, reason };
  const { estimate, standardError, df, interval, pValue } = quantity;
  return { status, reason, estimate, standardError, df, ...tidySides(interval), pValue };
}

/** A ratio with its set of values. */
export function tidyRatio(ratio: Ratio): TidyRow {
  const { status, reason } = ratio;
  if (ratio.status === "not-estimable") return { status, reason };
  const { point, set, df } = ratio;
  return {
    ...{ status, reason, estimate: point, df },
    lower: set?.lower ?? null,
    upper: set?.upper ?? null,
    level: set?.level ?? null,
    setKind: set?.kind ?? null,
  };
}

interface Measured {
  readonly eval: string;
  readonly metric: string;
  readonly condition: Condition;
  readonly judge: string;
}

/** What a number is measured on, with the role of its eval. */
export function tidyMeasured(ablation: Ablation, { eval: id, metric, condition, judge }: Measured): TidyRow {
  const role = ablation.evals.find((value) => value.id === id)?.role ?? "held-out";
  return { eval: id, role, metric, condition: conditionKey(condition), judge };
}

/** When it was measured. */
export function tidyMoment(moment: Moment): TidyRow {
  return { stage: moment.stage, steps: tidySteps(moment) };
}

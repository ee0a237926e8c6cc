import type { Ablation, Retention, Verdict } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { type RetentionNumbers, retentionNumbers } from "../durability/retention.js";
import { CHECKPOINT_REASON } from "../effects/effect-estimate.js";
import { rangeOf } from "./contrast.js";
import type { DurabilityFamilies } from "./durability-families.js";
import { type DurabilityQuestion, isAboutRecipe, type LeadsAnswer } from "./durability-questions.js";
import { scaledInterval } from "./finding-of.js";

/** Everything that has a unit, in the metric's own. */
function inUnit(numbers: RetentionNumbers, factor: number): RetentionNumbers {
  const { from, to, change, nonInferiority, equivalence } = numbers;
  const interval = (own: (typeof from)["interval"]) => (own === null ? null : scaledInterval(own, factor));
  const lead = <T extends typeof from>(own: T): T => ({
    ...own,
    estimate: own.estimate * factor,
    standardError: own.standardError === null ? null : own.standardError * factor,
    interval: interval(own.interval),
  });
  return {
    ...numbers,
    from: lead(from),
    to: lead(to),
    change: lead(change),
    nonInferiority: {
      ...nonInferiority,
      estimate: nonInferiority.estimate * factor,
      interval: interval(nonInferiority.interval),
    },
    equivalence:
      equivalence === null
        ? null
        : { ...equivalence, margin: equivalence.margin * factor, interval: interval(equivalence.interval) },
  };
}

/** Without two runs on both sides intervals are about these checkpoints, and no p-value about the recipe exists. */
function withoutPValues(numbers: RetentionNumbers): RetentionNumbers {
  const { change, nonInferiority, equivalence } = numbers;
  return {
    ...numbers,
    change: { ...change, pValue: null },
    nonInferiority: { ...nonInferiority, pValue: null, pAdjusted: null },
    equivalence: equivalence === null ? null : { ...equivalence, pValue: null },
    reason: numbers.reason ?? CHECKPOINT_REASON,
  };
}

/** A retention on one scale for one target, in the metric's own unit. */
export function retentionOf(
  ablation: Ablation,
  question: DurabilityQuestion,
  { scale, target, leads }: LeadsAnswer,
  families: DurabilityFamilies,
): Retention {
  if ("status" in leads) return { status: "not-estimable", scale, target, reason: leads.reason };
  const { alpha, retention, equivalenceMargin } = ablation.plan;
  const { metric } = question.retention;
  const range = rangeOf(metric);
  const { leadProved, pAdjusted } = families.standing(question, scale, target);
  const rule = {
    better: orientation(metric.direction),
    lower: retention.lower,
    upper: retention.upper,
    level: 1 - alpha,
    alpha,
    leadProved,
    margin: equivalenceMargin === undefined || scale !== "difference" ? null : equivalenceMargin / range,
  };
  const whole = retentionNumbers(leads, rule, pAdjusted);
  const numbers = isAboutRecipe(question) ? whole : withoutPValues(whole);
  const shown = scale === "difference" ? inUnit(numbers, range) : numbers;
  return {
    status: "estimated",
    scale,
    target,
    estimator: "fieller-t",
    ...shown,
    verdict: flagged(numbers.verdict, changeFlags(question)),
  };
}

/** What changed between the two ends besides training. */
export function changeFlags({ warnings }: DurabilityQuestion): Verdict["flags"] {
  return (["condition-change", "judge-change"] as const).filter((flag) =>
    warnings.some(({ code }) => code === flag),
  );
}

/** The verdict with further flags, each once. */
export function flagged(verdict: Verdict, flags: Verdict["flags"]): Verdict {
  return { ...verdict, flags: [...new Set([...verdict.flags, ...flags])] };
}

import type { Ablation, Durability, EffectScale, Retention, Verdict, Warning } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { type RetentionNumbers, retentionNumbers } from "../durability/retention.js";
import { CHECKPOINT_REASON } from "../effects/effect-estimate.js";
import { namedRuns } from "../measure/arm-moment.js";
import type { Contrast } from "./contrast.js";
import { rangeOf } from "./contrast.js";
import type { DurabilityFamilies } from "./durability-families.js";
import { type DurabilityQuestion, isAboutRecipe, type LeadsAnswer } from "./durability-questions.js";
import { scaledInterval } from "./finding-of.js";
import { uniqueWarnings } from "./side-warnings.js";

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

function retentionOf(
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

function changeFlags({ warnings }: DurabilityQuestion): Verdict["flags"] {
  return (["condition-change", "judge-change"] as const).filter((flag) =>
    warnings.some(({ code }) => code === flag),
  );
}

function flagged(verdict: Verdict, flags: Verdict["flags"]): Verdict {
  return { ...verdict, flags: [...new Set([...verdict.flags, ...flags])] };
}

function shownOn(
  retentions: readonly Retention[],
  question: DurabilityQuestion,
  scale: EffectScale,
): Retention | undefined {
  return retentions.find(
    (retention) => retention.scale === scale && retention.target === question.shownTarget,
  );
}

/** Floor and ceiling: whether the arm could keep its lead at all, given where the control now is. */
function roomWarnings(question: DurabilityQuestion, shown: Retention | undefined): Warning[] {
  if (shown?.status !== "estimated" || question.sides === null) return [];
  const { metric, control } = question.retention;
  const better = orientation(metric.direction);
  const units = question.sides.control.to;
  const rate = units.reduce((sum, { measured }) => sum + measured.value.rate, 0) / units.length;
  const room = (better === -1 ? rate : 1 - rate) * rangeOf(metric);
  if (better * shown.from.estimate <= room) return [];
  return [
    {
      code: "room",
      message: `At the later stage \`${control}\` leaves less room than the earlier lead takes: the lead would shrink without any forgetting. Read the log-odds scale beside it.`,
    },
  ];
}

function verdictWarnings(difference: Retention | undefined, logOdds: Retention | undefined): Warning[] {
  const found: Warning[] = [];
  if (difference?.status !== "estimated") return found;
  const { g, set } = difference.retained;
  if (set !== null && (g === null || g >= 1)) {
    found.push({
      code: "near-zero-lead",
      message:
        "The lead at the first stage is not far enough from 0 for a retained fraction; its set is shown, its point is not.",
    });
  }
  if (logOdds?.status === "estimated" && logOdds.verdict.word !== difference.verdict.word) {
    const said = (word: Verdict["word"]) => word ?? "no verdict";
    found.push({
      code: "scales-disagree",
      message: `The difference says ${said(difference.verdict.word)}, the log odds say ${said(logOdds.verdict.word)}.`,
    });
  }
  return found;
}

function stepsOf(contrast: Contrast | null): (number | null)[] {
  return contrast === null ? [] : [...new Set([...contrast.arm.steps, ...contrast.control.steps])];
}

/** One question with everything that is known of it. */
export function durabilityFinding(
  ablation: Ablation,
  question: DurabilityQuestion,
  families: DurabilityFamilies,
): Durability {
  const { retention, from, to, contrasts, sides } = question;
  const { pair } = retention;
  const retentions = question.answers.map((answer) => retentionOf(ablation, question, answer, families));
  const difference = shownOn(retentions, question, "difference");
  const added = verdictWarnings(difference, shownOn(retentions, question, "log-odds"));
  const disagree: Verdict["flags"] = added.some(({ code }) => code === "scales-disagree")
    ? ["scales-disagree"]
    : [];
  const reason = difference?.status === "not-estimable" ? difference.reason : null;
  const own: Verdict =
    difference?.status === "estimated"
      ? difference.verdict
      : { word: "inconclusive", reason, flags: changeFlags(question) };
  const runs = (side: "arm" | "control") =>
    sides === null
      ? Math.max(0, ...[contrasts.from, contrasts.to].map((end) => (end === null ? 0 : namedRuns(end[side]))))
      : sides[side].from.filter(({ named }) => named).length;
  const judges = [...new Set([from?.judge, to?.judge].filter((judge) => judge !== undefined))];
  return {
    arm: retention.arm,
    control: retention.control,
    eval: retention.eval.id,
    metric: retention.metric.name,
    judge: judges.join(" -> "),
    from: {
      stage: pair.from,
      steps: stepsOf(contrasts.from),
      condition: from?.condition ?? pair.fromCondition ?? {},
    },
    to: { stage: pair.to, steps: stepsOf(contrasts.to), condition: to?.condition ?? pair.toCondition ?? {} },
    family: families.placeOf(question)?.family ?? null,
    sameCondition: question.sameCondition,
    scope: isAboutRecipe(question) ? "recipe" : "checkpoint",
    evidenceLevel: sides?.level ?? "point",
    runs: runs("arm"),
    controlRuns: runs("control"),
    shownTarget: question.shownTarget,
    retentions,
    verdict: flagged(own, disagree),
    warnings: uniqueWarnings([...question.warnings, ...roomWarnings(question, difference), ...added]),
  };
}

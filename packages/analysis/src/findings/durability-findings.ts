import type { Durability, EffectScale, Retention, Selection, Verdict, Warning } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { namedRuns } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { Contrast } from "./contrast.js";
import { rangeOf } from "./contrast.js";
import { durabilityBounds } from "./durability-bounds.js";
import { durabilityLevels, endState } from "./durability-ends.js";
import type { DurabilityFamilies } from "./durability-families.js";
import { type DurabilityQuestion, isAboutRecipe } from "./durability-questions.js";
import { leadSelection, selectionWarnings } from "./lead-selection.js";
import { type PooledDesigns, pooledDesigns } from "./pooled-designs.js";
import { retainedArea } from "./retained-areas.js";
import { changeFlags, flagged, retentionOf } from "./retention-of.js";
import { uniqueWarnings } from "./side-warnings.js";

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

/** A run whose training was changed on the way: before and after are not one course. */
function interventionWarnings(index: EvidenceIndex, { retention, to }: DurabilityQuestion): Warning[] {
  const runs = new Set([...(to?.arm ?? []), ...(to?.control ?? [])].map(({ run }) => run));
  const found = index.interventions.filter(({ run, stage }) => stage === retention.pair.to && runs.has(run));
  return found.map(({ run, stage, step, change }) => ({
    code: "course-split",
    message: `\`${run}\` was changed at step ${step} of \`${stage}\` (${change}): its course is fitted before and after, not across.`,
  }));
}

/** Every question with everything that is known of it. */
export function durabilityFindings(
  index: EvidenceIndex,
  questions: readonly DurabilityQuestion[],
  families: DurabilityFamilies,
): Durability[] {
  const selectionOf = leadSelection(index.ablation, questions);
  const pooled = pooledDesigns(index);
  return questions.map((question) =>
    durabilityFinding(index, question, families, selectionOf(question), pooled),
  );
}

function durabilityFinding(
  index: EvidenceIndex,
  question: DurabilityQuestion,
  families: DurabilityFamilies,
  selection: Selection | null,
  pooled: PooledDesigns,
): Durability {
  const { ablation } = index;
  const levels = durabilityLevels(index, question);
  const { leadProved } = families.standing(question, "difference", question.shownTarget);
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
    levels,
    endState: endState(index, question, levels, pooled),
    area: retainedArea(index, question),
    bounds: durabilityBounds(index, question, leadProved),
    selection,
    warnings: uniqueWarnings([
      ...question.warnings,
      ...roomWarnings(question, difference),
      ...added,
      ...selectionWarnings(retention.arm, selection),
      ...interventionWarnings(index, question),
    ]),
  };
}

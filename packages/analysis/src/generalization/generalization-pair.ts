import type { GapAnswer, GeneralizationPair, Quantity, Ratio, Target, Warning } from "@holdfast/core";
import { fieller } from "../durability/fieller.js";
import { CHECKPOINT_REASON, reportedDf } from "../effects/effect-estimate.js";
import { tQuantity } from "../effects/t-quantity.js";
import { targetsOf } from "../findings/contrast.js";
import { uniqueWarnings } from "../findings/side-warnings.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { EvalGap } from "./eval-gap.js";
import type { LeadPair } from "./lead-pairs.js";
import {
  GAP_SCALES,
  type GapLeads,
  gapOf,
  type MatchedEvals,
  matchEvals,
  matchedGap,
  type SidesOnce,
} from "./matched-gap.js";
import { orientedLead } from "./measured-lead.js";
import { isSuppressed } from "./suppression.js";

const BARE = "values alone have no uncertainty that could be stated";

function transferOf({ leads }: EvalGap, level: number): Ratio {
  const ratio = fieller(leads, level);
  if ("status" in ratio)
    return {
      status: "not-estimable",
      reason: "the lead near the training data is exactly 0 and does not vary",
    };
  const near = ratio.g === null || ratio.g >= 1;
  return {
    status: "estimated",
    point: ratio.point,
    set: ratio.set,
    g: ratio.g,
    df: reportedDf(leads.df),
    reason: near ? "the lead near the training data is not far enough from 0 for a point" : null,
  };
}

function withoutPValue(quantity: Quantity): Quantity {
  return quantity.status === "estimated"
    ? { ...quantity, pValue: null, reason: quantity.reason ?? CHECKPOINT_REASON }
    : quantity;
}

function answerOf(
  found: GapLeads | NotEstimable,
  level: number,
  isRecipe: boolean,
): Pick<GapAnswer, "gap" | "transfer"> {
  if ("status" in found) {
    const missing = { status: "not-estimable", reason: found.reason } as const;
    return { gap: missing, transfer: missing };
  }
  if (found.gapDf === null) {
    const { from, to } = found.leads;
    return {
      gap: tQuantity({ estimate: to - from, variance: 0, df: 1 }, level, BARE),
      transfer:
        from === 0
          ? { status: "not-estimable", reason: "the lead near the training data is exactly 0" }
          : { status: "estimated", point: to / from, set: null, g: null, df: null, reason: BARE },
    };
  }
  const gap = tQuantity({ ...gapOf(found), df: found.gapDf }, level);
  return { gap: isRecipe ? gap : withoutPValue(gap), transfer: transferOf(found, level) };
}

function answersOf(
  index: EvidenceIndex,
  sides: SidesOnce,
  { near, far }: LeadPair,
  matched: MatchedEvals,
  isRecipe: boolean,
): GapAnswer[] {
  const { plan } = index.ablation;
  const question = { level: 1 - plan.alpha, thresholds: plan.retention };
  const targets = targetsOf(plan.target);
  const gaps = matchedGap(sides, near, far, matched);
  const byScale = GAP_SCALES.map((scale) => ({ scale, found: gaps(scale, targets, question) }));
  return targets.flatMap((target, position) =>
    byScale.map(({ scale, found }): GapAnswer => {
      const own = found[position] ?? notEstimable("it was not asked for");
      return { scale, target, ...answerOf(own, question.level, isRecipe) };
    }),
  );
}

function pairWarnings({ near, far, sameCondition }: LeadPair, matched: MatchedEvals): Warning[] {
  const found: Warning[] = [];
  const dropped = matched.arm.dropped + matched.control.dropped;
  if (dropped > 0)
    found.push({
      code: "missing-stage",
      message: `${dropped} run${dropped === 1 ? " was" : "s were"} measured on one of the two evals only and left out of the gap.`,
    });
  if (!sameCondition)
    found.push({
      code: "condition-change",
      message: "The two evals were run under different conditions: part of the gap may be the condition's.",
    });
  if (near.setting.judge !== far.setting.judge)
    found.push({
      code: "judge-change",
      message: `The two evals have different judges, \`${near.setting.judge}\` and \`${far.setting.judge}\`: part of the gap may be theirs.`,
    });
  return found;
}

function suppressionWarning(pair: GeneralizationPair): Warning[] {
  if (pair.suppression !== true) return [];
  return [
    {
      code: "suppression",
      message: `\`${pair.arm}\` at \`${pair.stage}\`: better than \`${pair.control}\` on \`${pair.near.eval}\`, near its training data, and not on \`${pair.far.eval}\`, far from it; the difference between the two is beyond chance. The first may be suppressed rather than learned.`,
    },
  ];
}

function shownTargetOf(answers: readonly GapAnswer[], own: Target): Target {
  return (
    answers.find(({ scale, gap }) => scale === "difference" && gap.status === "estimated")?.target ?? own
  );
}

/** One near and one far eval of an arm at a stage: leads side by side, gap, transfer ratio and the suppression flag. */
export function generalizationPair(
  index: EvidenceIndex,
  sides: SidesOnce,
  basis: GeneralizationPair["basis"],
  pair: LeadPair,
): GeneralizationPair {
  const { near, far, sameCondition } = pair;
  const { ablation } = index;
  const matched = matchEvals(near, far);
  const isRecipe = matched.arm.from.length >= 2 && matched.control.from.length >= 2;
  const answers = answersOf(index, sides, pair, matched, isRecipe);
  const shownTarget = shownTargetOf(answers, ablation.plan.target);
  const shown = answers.find(({ scale, target }) => scale === "difference" && target === shownTarget);
  const [nearLead, farLead] = [orientedLead(near, shownTarget), orientedLead(far, shownTarget)];
  const named = (side: "arm" | "control") => matched[side].from.filter((unit) => unit.named).length;
  const found: GeneralizationPair = {
    arm: near.arm,
    control: near.control,
    stage: near.stage,
    basis,
    near: nearLead,
    far: farLead,
    sameCondition,
    scope: isRecipe ? "recipe" : "checkpoint",
    evidenceLevel: matched.level,
    runs: named("arm"),
    controlRuns: named("control"),
    shownTarget,
    answers,
    suppression: isSuppressed(nearLead, farLead, shown?.gap),
    warnings: [],
  };
  return {
    ...found,
    warnings: uniqueWarnings([...pairWarnings(pair, matched), ...suppressionWarning(found)]),
  };
}

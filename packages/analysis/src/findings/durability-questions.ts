import { conditionKey, type EffectScale, type Target, type Warning } from "@holdfast/core";
import type { StageLeads } from "../durability/stage-leads.js";
import type { BareLeads } from "../durability/value-leads.js";
import { momentSteps } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { PlannedRetention } from "../plan-contrasts.js";
import { type Contrast, clustersDeclared, contrastAt, type Setting, targetsOf } from "./contrast.js";
import { type PooledDesigns, pooledDesigns } from "./pooled-designs.js";
import { type MatchedSides, matchedSides, matchRuns, retainedLeads } from "./retained-leads.js";
import { momentWarnings, uniqueWarnings } from "./side-warnings.js";
import { type PairedSettings, pairSettings } from "./stage-pairing.js";

/** The leads of one question on one scale and for one target. */
export interface LeadsAnswer {
  readonly scale: EffectScale;
  readonly target: Target;
  readonly leads: StageLeads | BareLeads | NotEstimable;
}

/** One durability question with its leads, before families have adjusted anything. */
export interface DurabilityQuestion {
  readonly retention: PlannedRetention;
  readonly from: Setting | undefined;
  readonly to: Setting | undefined;
  readonly contrasts: { readonly from: Contrast | null; readonly to: Contrast | null };
  readonly sides: MatchedSides | null;
  readonly answers: readonly LeadsAnswer[];
  readonly shownTarget: Target;
  readonly sameCondition: boolean;
  readonly warnings: readonly Warning[];
}

/** Whether both sides have two runs or more at both stages; else every answer is about these checkpoints only. */
export function isAboutRecipe({ sides }: Pick<DurabilityQuestion, "sides">): boolean {
  return sides !== null && sides.arm.from.length >= 2 && sides.control.from.length >= 2;
}

function endWarnings(
  index: EvidenceIndex,
  retention: PlannedRetention,
  stage: string,
  contrast: Contrast | null,
): Warning[] {
  if (contrast === null || contrast.arm.units.length === 0 || contrast.control.units.length === 0) return [];
  const sides = {
    arm: { name: retention.arm, moment: contrast.arm },
    control: { name: retention.control, moment: contrast.control },
  };
  const comparison = "status" in contrast.comparison ? null : contrast.comparison;
  return momentWarnings(index, sides, stage, comparison, clustersDeclared(index, retention.eval.id));
}

function changeWarnings({ from, to }: PairedSettings): Warning[] {
  if (from === undefined || to === undefined) return [];
  const found: Warning[] = [];
  if (conditionKey(from.condition) !== conditionKey(to.condition)) {
    found.push({
      code: "condition-change",
      message:
        "The condition of the eval changes between the two stages: part of the change may be the condition's.",
    });
  }
  if (from.judge !== to.judge)
    found.push({
      code: "judge-change",
      message: `The judge changes between the two stages, from \`${from.judge}\` to \`${to.judge}\`.`,
    });
  return found;
}

/** The steps of a stage that the ends of a question look at: the plan's, or the stage's own end. */
function endOf(
  index: EvidenceIndex,
  retention: PlannedRetention,
  stage: string,
  setting: Setting | undefined,
): Contrast | null {
  if (setting === undefined) return null;
  const steps = momentSteps(stage, [setting.arm, setting.control], index.ablation.plan.lastCheckpoints);
  return contrastAt(index, retention, stage, setting, steps);
}

function missingEnd({ pair }: PlannedRetention, from: Contrast | null, to: Contrast | null): string | null {
  const lacks = (contrast: Contrast | null) =>
    contrast === null || contrast.arm.units.length === 0 || contrast.control.units.length === 0;
  const missing = [lacks(from) ? pair.from : null, lacks(to) ? pair.to : null].filter(
    (stage) => stage !== null,
  );
  if (missing.length === 0) return null;
  return `arm and control have not both been measured at ${missing.map((stage) => `\`${stage}\``).join(" and ")}`;
}

function answersOf(
  index: EvidenceIndex,
  retention: PlannedRetention,
  paired: PairedSettings,
  pooled: PooledDesigns,
  sides: MatchedSides | null,
  reason: string | null,
): LeadsAnswer[] {
  const { plan } = index.ablation;
  const pooledAt = (stage: "from" | "to") => {
    const setting = paired[stage];
    return setting === undefined
      ? notEstimable("there is no evidence")
      : pooled({ ...retention, stage: retention.pair[stage] }, setting);
  };
  const question = { level: 1 - plan.alpha, thresholds: plan.retention, pooledAt };
  const leadsOf =
    sides === null || reason !== null
      ? () => notEstimable(reason ?? "there is no evidence")
      : retainedLeads(index, retention.eval.id, sides);
  return targetsOf(plan.target).flatMap((target) =>
    (["difference", "log-odds"] as const).map(
      (scale): LeadsAnswer => ({ scale, target, leads: leadsOf({ ...question, scale, target }) }),
    ),
  );
}

function questionOf(
  index: EvidenceIndex,
  retention: PlannedRetention,
  paired: PairedSettings,
  pooled: PooledDesigns,
): DurabilityQuestion {
  const { pair, metric } = retention;
  const from = endOf(index, retention, pair.from, paired.from);
  const to = endOf(index, retention, pair.to, paired.to);
  const sharedBase = index.ablation.stages.some((stage) => stage.name === pair.from && stage.shared === true);
  const matched =
    from === null || to === null
      ? null
      : matchedSides(
          matchRuns(from.arm, to.arm),
          matchRuns(from.control, to.control),
          metric.scale.kind === "binary",
        );
  const dropped = matched === null ? 0 : matched.arm.dropped + matched.control.dropped;
  const unmatched = matched !== null && (matched.arm.from.length === 0 || matched.control.from.length === 0);
  const reason = sharedBase
    ? `all arms start from one checkpoint at \`${pair.from}\`, so there is no lead to retain`
    : (missingEnd(retention, from, to) ??
      (unmatched ? "no run of an arm was measured at both stages" : null));
  const answers = answersOf(index, retention, paired, pooled, matched, reason);
  const shown = answers.find(({ scale, leads }) => scale === "difference" && !("status" in leads));
  const warnings = [
    ...changeWarnings(paired),
    ...endWarnings(index, retention, pair.from, from),
    ...endWarnings(index, retention, pair.to, to),
  ];
  if (sharedBase)
    warnings.push({
      code: "shared-base",
      message: `\`${pair.from}\` is shared by all arms: its lead is 0 by construction and is not tested.`,
    });
  if (dropped > 0 && reason === null)
    warnings.push({
      code: "missing-stage",
      message: `${dropped} run${dropped === 1 ? " was" : "s were"} measured at one of the two stages only and left out.`,
    });
  const { from: start, to: end } = paired;
  return {
    retention,
    from: start,
    to: end,
    contrasts: { from, to },
    sides: matched,
    answers,
    shownTarget: shown?.target ?? index.ablation.plan.target,
    sameCondition:
      start !== undefined &&
      end !== undefined &&
      start.judge === end.judge &&
      conditionKey(start.condition) === conditionKey(end.condition),
    warnings: uniqueWarnings(warnings),
  };
}

function endKey(setting: Setting | undefined): string {
  return setting === undefined ? "" : `${conditionKey(setting.condition)} ${setting.judge}`;
}

/** Every planned retention under the settings that can be set against each other; none where nothing was measured. */
export function durabilityQuestions(
  index: EvidenceIndex,
  retentions: readonly PlannedRetention[],
): DurabilityQuestion[] {
  const seen = new Set<string>();
  const pooled = pooledDesigns(index);
  return retentions.flatMap((retention) =>
    pairSettings(index, retention, retention.pair).flatMap((paired) => {
      const { arm, eval: value, metric, pair } = retention;
      const key = JSON.stringify([
        arm,
        value.id,
        metric.name,
        pair.from,
        pair.to,
        endKey(paired.from),
        endKey(paired.to),
      ]);
      if (seen.has(key)) return [];
      seen.add(key);
      return [questionOf(index, retention, paired, pooled)];
    }),
  );
}

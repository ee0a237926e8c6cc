import {
  boundsOf,
  conditionKey,
  type Effect,
  type EffectScale,
  type Estimated,
  type Eval,
  findingOn,
  type Interval,
  type Metric,
  type OrientedLead,
  relationTo,
  type Target,
} from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { type Contrast, contrastAt, type Setting, settingsOf } from "../findings/contrast.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";

/** One lead of an arm at one stage, with its runs at hand and the effect that was estimated from it. */
export interface MeasuredLead {
  readonly arm: string;
  readonly control: string;
  readonly stage: string;
  readonly eval: Eval;
  readonly metric: Metric;
  readonly setting: Setting;
  /** Key of the setting's condition. */
  readonly condition: string;
  readonly contrast: Contrast;
  readonly effect: Effect;
}

const effectKey = (
  {
    arm,
    eval: id,
    metric,
    condition,
    judge,
  }: Pick<Effect, "arm" | "eval" | "metric" | "condition" | "judge">,
  stage: string,
) => JSON.stringify([arm, id, metric, judge, stage, conditionKey(condition)]);

/** Effects by arm, eval, metric, setting and stage. */
export function effectsByPlace(effects: readonly Effect[]): ReadonlyMap<string, Effect> {
  return new Map(effects.map((effect) => [effectKey(effect, effect.moment.stage), effect]));
}

/** The leads of one arm on one eval and metric at one stage, under every setting in which both sides were measured. */
export function measuredLeads(
  index: EvidenceIndex,
  effects: ReadonlyMap<string, Effect>,
  about: Pick<MeasuredLead, "arm" | "control" | "stage" | "eval" | "metric">,
): MeasuredLead[] {
  return settingsOf(index, about, about.stage).flatMap((setting): MeasuredLead[] => {
    if (setting.arm.length === 0 || setting.control.length === 0) return [];
    const effect = effects.get(
      effectKey(
        {
          arm: about.arm,
          eval: about.eval.id,
          metric: about.metric.name,
          condition: setting.condition,
          judge: setting.judge,
        },
        about.stage,
      ),
    );
    if (effect === undefined) return [];
    return [
      {
        ...about,
        setting,
        condition: conditionKey(setting.condition),
        effect,
        contrast: contrastAt(index, about, about.stage, setting),
      },
    ];
  });
}

/** An interval turned so that positive is better, divided by the width of the scale. */
function orientedInterval(interval: Interval, better: 1 | -1, range: number): Interval {
  const place = (value: number | null) => (value === null ? null : (better * value) / range);
  return {
    ...interval,
    lower: place(better === 1 ? interval.lower : interval.upper),
    upper: place(better === 1 ? interval.upper : interval.lower),
  };
}

/** The estimated finding of a lead on a scale and target, turned so that positive is better. */
export function orientedFinding(
  { effect, metric, contrast }: MeasuredLead,
  scale: EffectScale,
  target: Target,
): Estimated | undefined {
  const finding = findingOn(effect, scale, target);
  if (finding?.status !== "estimated") return undefined;
  const better = orientation(metric.direction);
  const range = scale === "difference" ? contrast.range : 1;
  return {
    ...finding,
    estimate: (better * finding.estimate) / range,
    standardError: finding.standardError === null ? null : finding.standardError / range,
    interval: finding.interval === null ? null : orientedInterval(finding.interval, better, range),
  };
}

/** The lead as it is shown beside another eval's. */
export function orientedLead(lead: MeasuredLead, target: Target): OrientedLead {
  const { effect, eval: value, metric, contrast } = lead;
  const own = orientedFinding(lead, "difference", target);
  const finding = own ?? orientedFinding(lead, "difference", effect.shownTarget);
  const { lower } = boundsOf(metric.scale);
  const control = effect.controlLevel === null ? null : (effect.controlLevel - lower) / contrast.range;
  return {
    eval: value.id,
    metric: metric.name,
    condition: effect.condition,
    judge: effect.judge,
    relation: relationTo(value, lead.arm),
    moment: effect.moment,
    lead:
      finding === undefined
        ? null
        : { estimate: finding.estimate, interval: finding.interval, target: finding.target },
    room: control === null ? null : orientation(metric.direction) === 1 ? 1 - control : control,
  };
}

import {
  type ComparisonSide,
  compareText,
  type Eval,
  type EvidenceOutcome,
  type Metric,
} from "@holdfast/core";
import { type ArmMoment, armMoment, momentSteps } from "../measure/arm-moment.js";
import { type ArmOutcomes, type EvidenceIndex, settingKey } from "../measure/evidence-index.js";

/** A side whose stage is known, with the arm that its runs belong to. */
export interface PlacedSide extends ComparisonSide {
  readonly stage: string;
  readonly arm: string;
}

/** What both sides were scored on. */
export interface SharedMeasure {
  readonly eval: Eval;
  readonly metric: Metric;
}

/** Both sides under one condition and judge; a side without outcomes is empty. */
export interface SideSetting {
  readonly condition: ArmOutcomes["condition"];
  readonly judge: string;
  readonly a: readonly EvidenceOutcome[];
  readonly b: readonly EvidenceOutcome[];
}

/** The outcomes of a side: its own, of a run those of the run alone, and where it has none those that all arms share. */
function outcomesOf(index: EvidenceIndex, side: PlacedSide, { eval: value, metric }: SharedMeasure) {
  const own = index
    .at(side.arm, value.id, metric.name, side.stage)
    .map((group) =>
      side.kind === "arm"
        ? group
        : { ...group, outcomes: group.outcomes.filter(({ run }) => run === side.name) },
    );
  if (own.some(({ outcomes }) => outcomes.length > 0))
    return own.filter(({ outcomes }) => outcomes.length > 0);
  // a shared checkpoint is one, however many arms wrote it down
  const shared = new Map<string, ArmOutcomes>();
  for (const { name } of index.ablation.arms)
    for (const group of index.sharedAt(name, value.id, metric.name, side.stage)) {
      const isIts = side.kind === "arm" || group.outcomes.some(({ run }) => run === side.name);
      if (isIts && !shared.has(settingKey(group))) shared.set(settingKey(group), group);
    }
  return [...shared.values()];
}

/** The settings under which either side was scored, in a fixed order. */
export function sideSettings(
  index: EvidenceIndex,
  a: PlacedSide,
  b: PlacedSide,
  measure: SharedMeasure,
): SideSetting[] {
  const settings = new Map<string, SideSetting>();
  for (const [name, side] of [["a", a] as const, ["b", b] as const])
    for (const { condition, judge, outcomes } of outcomesOf(index, side, measure)) {
      const key = settingKey({ condition, judge });
      const known = settings.get(key) ?? { condition, judge, a: [], b: [] };
      settings.set(key, { ...known, [name]: [...known[name], ...outcomes] });
    }
  return [...settings].sort(([left], [right]) => compareText(left, right)).map(([, setting]) => setting);
}

/**
 * The moments of both sides. A step that was asked for stands; otherwise two arms at one stage are looked at where
 * their lead is, an arm alone where its level is, and a run at its last checkpoint.
 */
export function sideMoments(
  index: EvidenceIndex,
  sides: { readonly a: PlacedSide; readonly b: PlacedSide },
  setting: SideSetting,
  { metric }: SharedMeasure,
): { readonly a: ArmMoment; readonly b: ArmMoment } {
  const steps = sideSteps(index, sides, setting);
  const momentAt = (at: "a" | "b") => armMoment(setting[at], steps[at], index, metric.scale);
  return { a: momentAt("a"), b: momentAt("b") };
}

/** The steps of both moments; null is each run's own last checkpoint. */
export function sideSteps(
  index: EvidenceIndex,
  sides: { readonly a: PlacedSide; readonly b: PlacedSide },
  setting: SideSetting,
): Readonly<Record<"a" | "b", readonly (number | null)[] | null>> {
  const { lastCheckpoints } = index.ablation.plan;
  const isLead = (["a", "b"] as const).every((at) => sides[at].kind === "arm" && sides[at].step === null);
  const together = isLead && sides.a.stage === sides.b.stage;
  const stepsAt = (at: "a" | "b") => {
    const { kind, step, stage } = sides[at];
    const lists = together ? [setting.a, setting.b] : [setting[at]];
    const usual = kind === "run" ? null : momentSteps(stage, lists, lastCheckpoints);
    return step === null ? usual : [step === "end" ? null : step];
  };
  return { a: stepsAt("a"), b: stepsAt("b") };
}

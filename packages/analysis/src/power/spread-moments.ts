import { compareText, conditionKey, type Eval, type EvidenceOutcome, type Metric } from "@holdfast/core";
import { type ArmMoment, armMoment, momentSteps } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";

/** Where the spread of scores is looked at: one judge alone, because several score the same answers. */
export interface SpreadPlace {
  readonly value: Eval;
  readonly metric: Metric;
  readonly stage: string;
  readonly judge: string;
}

/** The judges of an eval at a stage, by name. */
export function judgesAt(index: EvidenceIndex, value: Eval, metric: Metric, stage: string): string[] {
  const judges = index.ablation.arms.flatMap(({ name }) =>
    index.at(name, value.id, metric.name, stage).map(({ judge }) => judge),
  );
  return [...new Set(judges)].sort(compareText);
}

/** Every arm at each checkpoint that the plan averages, one at a time, under each condition of one judge. */
export function momentsAt(
  index: EvidenceIndex,
  { value, metric, stage, judge }: SpreadPlace,
): Map<string, Map<string, ArmMoment>> {
  const { arms, plan } = index.ablation;
  const settings = new Map<string, Map<string, readonly EvidenceOutcome[]>>();
  for (const { name } of arms) {
    for (const one of index.at(name, value.id, metric.name, stage)) {
      if (one.judge !== judge) continue;
      const key = conditionKey(one.condition);
      const known = settings.get(key) ?? new Map<string, readonly EvidenceOutcome[]>();
      settings.set(key, known.set(name, one.outcomes));
    }
  }
  const moments = new Map<string, Map<string, ArmMoment>>();
  for (const [key, outcomes] of settings) {
    const steps = momentSteps(stage, [...outcomes.values()], plan.lastCheckpoints);
    for (const [name, own] of outcomes) {
      const of = moments.get(name) ?? new Map<string, ArmMoment>();
      moments.set(name, of);
      for (const step of steps ?? ["end" as const]) {
        const at = step === "end" ? null : [step];
        of.set(JSON.stringify([key, step]), armMoment(own, at, index, metric.scale));
      }
    }
  }
  return moments;
}

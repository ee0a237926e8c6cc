import type { Ablation, ComparisonSide, Evidence, EvidenceOutcome } from "@holdfast/core";
import { momentSteps, stepOrder } from "../measure/arm-moment.js";
import { indexEvidence } from "../measure/evidence-index.js";
import { placedSide } from "./compare-sides.js";
import { sideSettings, sideSteps } from "./side-outcomes.js";

/** The last step of each run. */
function lastSteps(outcomes: readonly EvidenceOutcome[]): (number | null)[] {
  const last = new Map<string, number | null>();
  for (const { run, step } of outcomes) {
    const known = last.get(run);
    if (known === undefined || stepOrder(step) > stepOrder(known)) last.set(run, step);
  }
  return [...last.values()];
}

/**
 * Every step whose scores a comparison looks at: those of both sides, and where other arms tell how runs differ, those
 * at which these are looked at.
 *
 * @param evidence as for `compareSides`; its scores are not looked at and may be left out
 * @throws HoldfastError `unknown-name` as `compareSides` does
 */
export function comparedSteps(
  ablation: Ablation,
  evidence: Evidence,
  asked: { readonly a: ComparisonSide; readonly b: ComparisonSide; readonly includeExcluded: boolean },
): (number | null)[] {
  const index = indexEvidence(ablation, evidence, asked.includeExcluded);
  const sides = { a: placedSide(index, asked.a, "a"), b: placedSide(index, asked.b, "b") };
  const { stage } = sides.a;
  const found = new Set<number | null>();
  const add = (steps: readonly (number | null)[] | null, outcomes: readonly EvidenceOutcome[]) => {
    for (const step of steps ?? lastSteps(outcomes)) found.add(step);
  };
  for (const value of ablation.evals)
    for (const metric of value.metrics) {
      for (const setting of sideSettings(index, sides.a, sides.b, { eval: value, metric })) {
        const steps = sideSteps(index, sides, setting);
        add(steps.a, setting.a);
        add(steps.b, setting.b);
      }
      if (stage !== sides.b.stage) continue;
      for (const { name } of ablation.arms)
        for (const { outcomes } of index.at(name, value.id, metric.name, stage))
          add(momentSteps(stage, [outcomes], ablation.plan.lastCheckpoints), outcomes);
    }
  return [...found];
}

import {
  controlOf,
  type Effect,
  type Eval,
  type Generalization,
  type GeneralizationPair,
  type Metric,
  type SuiteSynthesis,
} from "@holdfast/core";
import { targetsOf } from "../findings/contrast.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { evalSides } from "./eval-sides.js";
import { generalizationPair } from "./generalization-pair.js";
import { pairLeads } from "./lead-pairs.js";
import { sidesOnce } from "./matched-gap.js";
import { effectsByPlace, type MeasuredLead, measuredLeads } from "./measured-lead.js";
import { type SidedLead, suiteGroups } from "./suite-groups.js";
import { suiteSynthesis } from "./suite-synthesis.js";
import { weighedSuites } from "./weighed-suites.js";

interface OnEval {
  readonly eval: Eval;
  readonly byMetric: ReadonlyMap<string, readonly MeasuredLead[]>;
}

/** Primary against primary, and every further metric against its namesake. */
function metricPairs(near: Eval, far: Eval): (readonly [Metric, Metric])[] {
  const [nearFirst, ...nearRest] = near.metrics;
  const [farFirst, ...farRest] = far.metrics;
  if (nearFirst === undefined || farFirst === undefined) return [];
  const namesakes = nearRest.flatMap((metric) => {
    const other = farRest.find(({ name }) => name === metric.name);
    return other === undefined ? [] : [[metric, other] as const];
  });
  return [[nearFirst, farFirst], ...namesakes];
}

function pairsOf(near: OnEval, far: OnEval) {
  return metricPairs(near.eval, far.eval).flatMap(([one, other]) =>
    pairLeads(near.byMetric.get(one.name) ?? [], far.byMetric.get(other.name) ?? []),
  );
}

/**
 * For every arm with a control, at every stage: each eval near the arm's training data against each far from it, and
 * all of them together.
 */
export function generalize(index: EvidenceIndex, effects: readonly Effect[]): Generalization {
  const { ablation } = index;
  const known = effectsByPlace(effects);
  const once = sidesOnce(index);
  const pairs: GeneralizationPair[] = [];
  const syntheses: SuiteSynthesis[] = [];
  const arms = ablation.arms.flatMap(({ name }) => {
    const control = controlOf(ablation, name);
    return control === null ? [] : [{ arm: name, control, sides: evalSides(ablation, name) }];
  });
  for (const { arm, control, sides } of arms) {
    for (const { name: stage, shared } of ablation.stages) {
      if (shared === true) continue;
      const onEval = (value: Eval): OnEval => ({
        eval: value,
        byMetric: new Map(
          value.metrics.map((metric) => [
            metric.name,
            measuredLeads(index, known, { arm, control, stage, eval: value, metric }),
          ]),
        ),
      });
      const [near, far] = [sides.near.map(onEval), sides.far.map(onEval)];
      for (const one of near) {
        for (const other of far) {
          for (const pair of pairsOf(one, other))
            pairs.push(generalizationPair(index, once, sides.basis, pair));
        }
      }
      const sided = (side: "near" | "far", evals: readonly OnEval[]): SidedLead[] =>
        evals.flatMap(({ byMetric }) => [...byMetric.values()].flat().map((lead) => ({ side, lead })));
      for (const group of suiteGroups([...sided("near", near), ...sided("far", far)])) {
        for (const target of targetsOf(ablation.plan.target)) {
          const weighed = weighedSuites(group, sides.basis, target, 1 - ablation.plan.alpha);
          if (weighed !== undefined) syntheses.push(suiteSynthesis(weighed));
        }
      }
    }
  }
  return { pairs, syntheses, leftOut: arms.flatMap(({ sides }) => sides.leftOut) };
}

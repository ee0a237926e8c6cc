import { boundsOf, compareText, type Eval, type Metric, type Ranking } from "@holdfast/core";
import { studentTCdf } from "../distributions/student-t.js";
import { orientation } from "../durability/non-inferiority.js";
import { probabilitiesHighest } from "../effects/arm-posteriors.js";
import { armMoment, momentSteps, namedRuns } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { rangeOf } from "./contrast.js";
import { fieldOf, posteriorsOf } from "./ranking-field.js";

const METHOD =
  "t posteriors under flat priors: pairs by the two-way variance of the two arms, the best by quadrature over independent arms whose variances add up to those of the pairs";

function rankingOf(index: EvidenceIndex, value: Eval, metric: Metric, stage: string, key: string): Ranking[] {
  const { ablation } = index;
  const sides = ablation.arms.flatMap(({ name }) => {
    const own = index.at(name, value.id, metric.name, stage).find((outcomes) => outcomes.key === key);
    return own === undefined ? [] : [{ name, ...own }];
  });
  const steps = momentSteps(
    stage,
    sides.map(({ outcomes }) => outcomes),
    ablation.plan.lastCheckpoints,
  );
  const moments = sides
    .map(({ name, outcomes }) => ({ name, moment: armMoment(outcomes, steps, index, metric.scale) }))
    .filter(({ moment }) => moment.units.length >= 2)
    .sort((a, b) => compareText(a.name, b.name));
  const [first] = sides;
  if (first === undefined || moments.length < 2) return [];
  const better = orientation(metric.direction);
  const field = fieldOf(
    moments,
    index.clusterOf(value.id),
    metric.scale.kind === "binary",
    ablation.plan.target,
  );
  if (field === null) return [];
  const { contenders } = field;
  const { lower } = boundsOf(metric.scale);
  const posteriors = posteriorsOf(field, better);
  const best = posteriors === null ? null : probabilitiesHighest(posteriors);
  const pairs = contenders.flatMap((one, at) =>
    contenders.slice(at + 1).map((other) => {
      const { variance, df } = field.between(one, other);
      const lead = better * (one.components.rate - other.components.rate);
      const probabilityBetter = variance > 0 ? studentTCdf(lead / Math.sqrt(variance), df) : null;
      return { arm: one.name, other: other.name, probabilityBetter };
    }),
  );
  const arms = contenders
    .map(({ name, moment, components }, at) => ({
      arm: name,
      runs: namedRuns(moment),
      level: lower + rangeOf(metric) * components.rate,
      probabilityBest: best?.[at] ?? null,
    }))
    .sort((a, b) => better * (b.level - a.level) || compareText(a.arm, b.arm));
  const missing = best === null || pairs.some(({ probabilityBetter }) => probabilityBetter === null);
  return [
    {
      eval: value.id,
      metric: metric.name,
      condition: first.condition,
      judge: first.judge,
      moment: {
        stage,
        steps: [...new Set(moments.flatMap(({ moment }) => moment.steps))],
      },
      direction: metric.direction,
      target: field.target,
      arms,
      pairs,
      method: METHOD,
      reason: missing
        ? "of some arms no run differs from the others, so that nothing is known of how they vary"
        : null,
    },
  ];
}

/**
 * Question: which arm may be the best on each eval at the end of each stage?
 * Model: t posteriors under flat priors, on the prompts that all ranked runs share; arms with two runs or more.
 * Formula: P(a better than b) = T_df(o d / sqrt V) with the two-way V and df of the two arms; P(best) by
 *   `probabilitiesHighest`, with own variances fitted to those of the pairs and the smallest df of an arm's pairs.
 *   An arm that does not vary at all takes its variance from its Wilson interval on the number of clusters.
 * Units: probability.
 * Not estimable when: fewer than two arms have two runs (no ranking); nothing varies (null, with the reason).
 * Source: Box and Tiao 1973; DataDecide 2025 (the use).
 * Checked against: numpy and scipy 1.10.1 (`effects.json`).
 */
export function rankings(index: EvidenceIndex): Ranking[] {
  const { evals, stages, arms } = index.ablation;
  return evals.flatMap((value) =>
    value.metrics.flatMap((metric) =>
      stages
        .filter(({ shared }) => shared !== true)
        .flatMap(({ name }) => {
          const keys = new Set(
            arms.flatMap((arm) => index.at(arm.name, value.id, metric.name, name).map(({ key }) => key)),
          );
          return [...keys].sort(compareText).flatMap((key) => rankingOf(index, value, metric, name, key));
        }),
    ),
  );
}

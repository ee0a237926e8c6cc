import { boundsOf, type Eval, type EvidenceLevel, type LevelRow, type Metric } from "@holdfast/core";
import { type ArmEvidence, armLevel } from "../effects/arm-level.js";
import { crossArms } from "../effects/crossed-pair.js";
import { type ArmMoment, armMoment, momentSteps, namedRuns } from "../measure/arm-moment.js";
import { matrixOfUnits, sharedLevel, valuesOfUnits } from "../measure/comparison-of.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { NotEstimable } from "../not-estimable.js";
import { rangeOf, targetsOf } from "./contrast.js";
import { findingOf, scaledInterval } from "./finding-of.js";

/** What is known of one arm at one moment, ready for its level. */
export function evidenceOf(
  { units }: ArmMoment,
  clusterOf: Int32Array,
  binary: boolean,
): ArmEvidence | NotEstimable {
  const level: EvidenceLevel = sharedLevel([units], binary);
  if (level !== "samples") return { level, runs: valuesOfUnits(units, level) };
  const crossed = crossArms([matrixOfUnits(units, clusterOf.length)], clusterOf);
  if ("status" in crossed) return crossed;
  const [only] = crossed.arms;
  return only === undefined ? { level: "point", runs: [] } : { level, crossed: only, sizes: crossed.sizes };
}

const NO_SIZE = { clusters: null, prompts: null, samples: null };

function sizeOf({ crossed, sizes }: Extract<ArmEvidence, { level: "samples" }>) {
  return {
    clusters: sizes.length,
    prompts: sizes.reduce((sum, size) => sum + size, 0),
    samples: crossed.observations,
  };
}

function rowOf(index: EvidenceIndex, arm: string, value: Eval, metric: Metric, stage: string): LevelRow[] {
  const { plan } = index.ablation;
  const own = index.at(arm, value.id, metric.name, stage);
  const shared = index.sharedAt(arm, value.id, metric.name, stage);
  return [...own, ...shared].flatMap(({ condition, judge, outcomes }) => {
    const steps = momentSteps(stage, [outcomes], plan.lastCheckpoints);
    const moment = armMoment(outcomes, steps, index, metric.scale);
    if (moment.units.length === 0) return [];
    const evidence = evidenceOf(moment, index.clusterOf(value.id), metric.scale.kind === "binary");
    const answers = targetsOf(plan.target).map((target) => ({
      target,
      estimate: "status" in evidence ? evidence : armLevel(evidence, target, 1 - plan.alpha),
    }));
    const shown = answers.find(({ estimate }) => estimate.status === "estimated") ?? answers[0];
    if (shown === undefined) return [];
    const level = "status" in evidence ? "samples" : evidence.level;
    const size = "status" in evidence || evidence.level !== "samples" ? NO_SIZE : sizeOf(evidence);
    const finding = findingOf(shown.estimate, {
      scale: "difference",
      target: shown.target,
      evidenceLevel: level,
      scope: moment.units.length >= 2 ? "recipe" : "checkpoint",
      clusters: size.clusters,
      n: { runs: namedRuns(moment), controlRuns: null, prompts: size.prompts, samples: size.samples },
      estimator: "arm-level",
      warnings: [],
      range: rangeOf(metric),
    });
    const { lower } = boundsOf(metric.scale);
    const placed =
      finding.status === "not-estimable"
        ? finding
        : {
            ...finding,
            estimate: lower + finding.estimate,
            interval: finding.interval === null ? null : scaledInterval(finding.interval, 1, lower),
          };
    return [
      {
        arm,
        eval: value.id,
        metric: metric.name,
        condition,
        judge,
        moment: { stage, steps: [...moment.steps] },
        finding: placed,
      },
    ];
  });
}

/** The level of every arm at the end of every stage, under every condition and judge it was measured with. */
export function levelRows(index: EvidenceIndex): LevelRow[] {
  const { arms, evals, stages } = index.ablation;
  return arms.flatMap((arm) =>
    evals.flatMap((value) =>
      value.metrics.flatMap((metric) =>
        stages.flatMap((stage) => rowOf(index, arm.name, value, metric, stage.name)),
      ),
    ),
  );
}

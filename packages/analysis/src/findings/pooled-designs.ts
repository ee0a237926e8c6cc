import { compareText, type Eval, type Metric } from "@holdfast/core";
import { armComponents } from "../effects/arm-components.js";
import type { RunValue } from "../effects/comparison.js";
import { type CrossedArm, crossArms } from "../effects/crossed-pair.js";
import { type ArmSpread, type PooledDesign, pooledDesign } from "../effects/pooled-design.js";
import { type ArmMoment, armMoment, momentSteps } from "../measure/arm-moment.js";
import { matrixOfUnits, sharedLevel, valuesOfUnits } from "../measure/comparison-of.js";
import { type EvidenceIndex, settingKey } from "../measure/evidence-index.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { Setting } from "./contrast.js";

/** The moment at which all arms are looked at together. */
export interface PooledMoment {
  readonly eval: Eval;
  readonly metric: Metric;
  readonly stage: string;
}

/** The design effect of all arms at a moment, under one condition and judge; worked out once. */
export type PooledDesigns = (
  moment: PooledMoment,
  setting: Pick<Setting, "condition" | "judge">,
) => PooledDesign | NotEstimable;

/** An arm's spread, and for graded scores the variance of its cells within runs with its degrees of freedom. */
interface MeasuredSpread extends ArmSpread {
  readonly cells: number;
  readonly within: number;
  readonly withinDf: number;
}

function withinRuns({ runs, means }: CrossedArm, clusters: number): { within: number; withinDf: number } {
  let squares = 0;
  for (let run = 0; run < runs; run += 1) {
    const row = means.subarray(run * clusters, (run + 1) * clusters);
    const mean = row.reduce((sum, value) => sum + value, 0) / clusters;
    for (const value of row) squares += (value - mean) * (value - mean);
  }
  const withinDf = runs * (clusters - 1);
  return { within: withinDf > 0 ? squares / withinDf : 0, withinDf };
}

function fromCounts(name: string, runs: readonly RunValue[]): MeasuredSpread[] {
  let observations = 0;
  for (const run of runs) {
    if (run.observations === null) return [];
    observations += run.observations;
  }
  const rate = runs.reduce((sum, run) => sum + run.rate / runs.length, 0);
  const squares = runs.reduce((sum, run) => sum + (run.rate - rate) ** 2, 0);
  const seed = squares / (runs.length - 1) / runs.length;
  const independent = (rate * (1 - rate)) / observations;
  return [{ name, runs: runs.length, seed, independent, cells: 0, within: 0, withinDf: 0 }];
}

function spreadOf(name: string, moment: ArmMoment, clusterOf: Int32Array, binary: boolean): MeasuredSpread[] {
  const { units } = moment;
  if (units.length < 2) return [];
  const level = sharedLevel([units], binary);
  if (level === "counts") return fromCounts(name, valuesOfUnits(units, level));
  if (level !== "samples") return [];
  const crossed = crossArms([matrixOfUnits(units, clusterOf.length)], clusterOf);
  const arm = "status" in crossed ? undefined : crossed.arms[0];
  if (arm === undefined || "status" in crossed) return [];
  const { rate, runs, seed } = armComponents(arm, crossed.sizes);
  const clusters = crossed.sizes.length;
  const independent = (rate * (1 - rate)) / arm.observations;
  return [{ name, runs, seed, independent, cells: runs * clusters, ...withinRuns(arm, clusters) }];
}

function pooledAt(
  index: EvidenceIndex,
  { eval: value, metric, stage }: PooledMoment,
  setting: Pick<Setting, "condition" | "judge">,
): PooledDesign | NotEstimable {
  const { ablation } = index;
  const binary = metric.scale.kind === "binary";
  const key = settingKey(setting);
  const names = ablation.arms.map(({ name }) => name).sort(compareText);
  const spreads = names.flatMap((name) => {
    const own = index.at(name, value.id, metric.name, stage).find((outcomes) => outcomes.key === key);
    if (own === undefined) return [];
    const steps = momentSteps(stage, [own.outcomes], ablation.plan.lastCheckpoints);
    return spreadOf(
      name,
      armMoment(own.outcomes, steps, index, metric.scale),
      index.clusterOf(value.id),
      binary,
    );
  });
  if (binary) return pooledDesign(spreads);
  const withinDf = spreads.reduce((sum, arm) => sum + arm.withinDf, 0);
  if (withinDf === 0) return notEstimable("no arm has two runs with a score for each sample");
  const within = spreads.reduce((sum, arm) => sum + arm.within * arm.withinDf, 0) / withinDf;
  return pooledDesign(
    spreads.flatMap((arm) => (arm.cells === 0 ? [] : [{ ...arm, independent: within / arm.cells }])),
    within,
  );
}

/** Looks up the design effect of all arms, working out each moment once. */
export function pooledDesigns(index: EvidenceIndex): PooledDesigns {
  const known = new Map<string, PooledDesign | NotEstimable>();
  return (moment, setting) => {
    const key = [moment.eval.id, moment.metric.name, moment.stage, settingKey(setting)].join("\u0000");
    const found = known.get(key) ?? pooledAt(index, moment, setting);
    known.set(key, found);
    return found;
  };
}

import {
  type Condition,
  compareText,
  type Eval,
  type EvidenceLevel,
  type EvidenceOutcome,
  type Metric,
} from "@holdfast/core";
import { type ArmComponents, armComponents, sampleVariance } from "../effects/arm-components.js";
import type { RunValue } from "../effects/comparison.js";
import { crossArms } from "../effects/crossed-pair.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type ArmMoment, armMoment, momentSteps, namedRuns } from "./arm-moment.js";
import { matrixOfUnits, sharedLevel, valuesOfUnits } from "./comparison-of.js";
import { type EvidenceIndex, settingKey } from "./evidence-index.js";

/** Where arms are looked at together. */
export interface Place {
  readonly eval: Eval;
  readonly metric: Metric;
  readonly stage: string;
}

/** The outcomes of every arm that has any, under one condition and judge. */
export interface ArmsSetting {
  readonly condition: Condition;
  readonly judge: string;
  readonly outcomes: ReadonlyMap<string, readonly EvidenceOutcome[]>;
}

/** One arm among others that were measured in the same way; numbers on [0, 1], on the prompts that all of them share. */
export interface MeasuredArm {
  readonly name: string;
  readonly moment: ArmMoment;
  /** Named runs; 0 where nobody says. */
  readonly runs: number;
  readonly components: ArmComponents;
  /** Scores behind it; null where not reported. */
  readonly observations: number | null;
}

/** Several arms at one moment, on their poorest level of evidence. */
export interface MeasuredArms {
  readonly level: EvidenceLevel;
  readonly arms: readonly MeasuredArm[];
  readonly steps: readonly (number | null)[];
  /** Prompts in each cluster; empty below sample level. */
  readonly sizes: Float64Array;
  readonly prompts: number | null;
  readonly dropped: number;
}

/** The settings under which any of the arms was measured, in a fixed order. */
export function armsSettings(
  index: EvidenceIndex,
  arms: readonly string[],
  { eval: value, metric, stage }: Place,
): ArmsSetting[] {
  const settings = new Map<
    string,
    ArmsSetting & { readonly outcomes: Map<string, readonly EvidenceOutcome[]> }
  >();
  for (const arm of arms) {
    for (const { condition, judge, outcomes } of index.at(arm, value.id, metric.name, stage)) {
      const key = settingKey({ condition, judge });
      const known = settings.get(key) ?? { condition, judge, outcomes: new Map() };
      known.outcomes.set(arm, outcomes);
      settings.set(key, known);
    }
  }
  return [...settings].sort(([a], [b]) => compareText(a, b)).map(([, setting]) => setting);
}

const NO_CELLS = new Float64Array(0);

/** Below sample level: the runs' values, without prompts. */
export function componentsOfValues(values: readonly RunValue[]): ArmComponents {
  const runRates = Float64Array.from(values, ({ rate }) => rate);
  const rate = runRates.reduce((sum, value) => sum + value, 0) / runRates.length;
  return {
    runs: runRates.length,
    rate,
    runRates,
    clusterMeans: NO_CELLS,
    seed: sampleVariance(runRates) / runRates.length,
    residual: Number.NaN,
  };
}

function observationsOf(values: readonly RunValue[]): number | null {
  return values.reduce<number | null>(
    (sum, { observations }) => (sum === null || observations === null ? null : sum + observations),
    0,
  );
}

/** The arms of a setting at the end of the stage as the plan defines it, each with its means and mean squares. */
export function measuredArms(
  index: EvidenceIndex,
  { outcomes }: ArmsSetting,
  { eval: value, metric, stage }: Place,
): MeasuredArms | NotEstimable {
  const steps = momentSteps(stage, [...outcomes.values()], index.ablation.plan.lastCheckpoints);
  const moments = [...outcomes].flatMap(([name, own]) => {
    const moment = armMoment(own, steps, index, metric.scale);
    return moment.units.length === 0 ? [] : [{ name, moment, runs: namedRuns(moment) }];
  });
  if (moments.length === 0) return notEstimable("no arm has a score there");
  const level = sharedLevel(
    moments.map(({ moment }) => moment.units),
    metric.scale.kind === "binary",
  );
  const reached = [...new Set(moments.flatMap(({ moment }) => moment.steps))];
  if (level !== "samples") {
    return {
      level,
      arms: moments.map((arm) => {
        const values = valuesOfUnits(arm.moment.units, level);
        return { ...arm, components: componentsOfValues(values), observations: observationsOf(values) };
      }),
      steps: reached,
      sizes: NO_CELLS,
      prompts: null,
      dropped: 0,
    };
  }
  const clusterOf = index.clusterOf(value.id);
  const crossed = crossArms(
    moments.map(({ moment }) => matrixOfUnits(moment.units, clusterOf.length)),
    clusterOf,
  );
  if ("status" in crossed) return crossed;
  return {
    level,
    arms: moments.flatMap((arm, position) => {
      const cells = crossed.arms[position];
      return cells === undefined
        ? []
        : [{ ...arm, components: armComponents(cells, crossed.sizes), observations: cells.observations }];
    }),
    steps: reached,
    sizes: crossed.sizes,
    prompts: crossed.prompts,
    dropped: crossed.dropped,
  };
}

/** The arms of one setting in one place, measured together. */
export interface MeasuredPlace {
  readonly place: Place;
  readonly setting: ArmsSetting;
  readonly measured: MeasuredArms;
}

/** Every eval and metric at the end of every stage that is not shared, under every setting in which an arm has a score. */
export function measuredPlaces(index: EvidenceIndex): MeasuredPlace[] {
  const { ablation } = index;
  const names = ablation.arms.map(({ name }) => name);
  return ablation.evals.flatMap((value) =>
    value.metrics.flatMap((metric) =>
      ablation.stages
        .filter(({ shared }) => shared !== true)
        .flatMap(({ name }) => {
          const place = { eval: value, metric, stage: name };
          return armsSettings(index, names, place).flatMap((setting): MeasuredPlace[] => {
            const measured = measuredArms(index, setting, place);
            return "status" in measured ? [] : [{ place, setting, measured }];
          });
        }),
    ),
  );
}

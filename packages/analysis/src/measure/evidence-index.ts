import {
  type Ablation,
  type Condition,
  compareOutcomes,
  compareText,
  conditionKey,
  type Evidence,
  type EvidenceOutcome,
  type Intervention,
  type Run,
  type SampleTable,
  type Scale,
} from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import type { NotEstimable } from "../not-estimable.js";
import type { ArmMoment, KnownMoments } from "./arm-moment.js";
import { checkpointValue, type MeasuredValue } from "./checkpoint-value.js";

/** Outcomes of one arm at one stage on one eval, metric, condition and judge. */
export interface ArmOutcomes {
  readonly condition: Condition;
  readonly judge: string;
  readonly outcomes: readonly EvidenceOutcome[];
}

/** The evidence, arranged by what a contrast asks for. */
export interface EvidenceIndex {
  readonly ablation: Ablation;
  readonly runs: ReadonlyMap<string, Run>;
  readonly samples: Readonly<Record<string, SampleTable>>;
  /** What an outcome scored on [0, 1], worked out once; null where it holds no score. */
  readonly measure: (outcome: EvidenceOutcome, scale: Scale) => MeasuredValue | null;
  /** Moments of arms that were worked out before; see `armMoment`. */
  readonly moments: KnownMoments;
  /** Comparisons of two moments that were worked out before; see `contrastAt`. */
  readonly comparisons: WeakMap<ArmMoment, Map<ArmMoment, Comparison | NotEstimable>>;
  /** Cluster number of each sample of an eval. */
  readonly clusterOf: (evalId: string) => Int32Array;
  /** The outcomes of an arm's own checkpoints, one entry a condition and judge, in their fixed order. */
  readonly at: (arm: string, evalId: string, metric: string, stage: string) => readonly ArmOutcomes[];
  /** The same for checkpoints that all arms share. */
  readonly sharedAt: (arm: string, evalId: string, metric: string, stage: string) => readonly ArmOutcomes[];
  /** Every outcome that takes part, in the fixed order. */
  readonly outcomes: readonly EvidenceOutcome[];
  /** Outcomes that were set aside and do not take part. */
  readonly setAside: readonly EvidenceOutcome[];
  /** Events in the lives of runs that split their courses. */
  readonly interventions: readonly Intervention[];
}

function numberClusters(table: SampleTable | undefined): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(table?.cluster ?? [], (cluster) => {
    const known = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, known);
    return known;
  });
}

const keyOf = (arm: string, evalId: string, metric: string, stage: string) =>
  [arm, evalId, metric, stage].join("\u0000");

/** The key of what must be equal for two outcomes to be compared at one stage. */
export function settingKey({
  condition,
  judge,
}: {
  readonly condition: Condition;
  readonly judge: string;
}): string {
  return `${conditionKey(condition)}\u0000${judge}`;
}

function grouped(outcomes: readonly EvidenceOutcome[]): EvidenceIndex["at"] {
  const groups = new Map<string, Map<string, EvidenceOutcome[]>>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome.arm, outcome.eval, outcome.metric, outcome.stage);
    const settings = groups.get(key) ?? new Map<string, EvidenceOutcome[]>();
    groups.set(key, settings);
    const setting = settingKey(outcome);
    const list = settings.get(setting) ?? [];
    settings.set(setting, list);
    list.push(outcome);
  }
  const arranged = new Map(
    [...groups].map(([key, settings]) => [
      key,
      [...settings]
        .sort(([a], [b]) => compareText(a, b))
        .flatMap(([, list]): ArmOutcomes[] => {
          const [first] = list;
          return first === undefined
            ? []
            : [{ condition: first.condition, judge: first.judge, outcomes: list }];
        }),
    ]),
  );
  return (arm, evalId, metric, stage) => arranged.get(keyOf(arm, evalId, metric, stage)) ?? [];
}

/** Arranges the evidence; what was set aside takes part only when asked for. */
export function indexEvidence(
  ablation: Ablation,
  evidence: Evidence,
  includeExcluded: boolean,
  interventions: readonly Intervention[] = [],
): EvidenceIndex {
  const runs = new Map(evidence.runs.map((run) => [run.run, run]));
  const isSetAside = (outcome: EvidenceOutcome) =>
    outcome.excluded !== null || (runs.get(outcome.run)?.excluded ?? null) !== null;
  const ordered = [...evidence.outcomes].sort(compareOutcomes);
  const outcomes = includeExcluded ? ordered : ordered.filter((outcome) => !isSetAside(outcome));
  const clusters = new Map(
    Object.entries(evidence.samples).map(([name, table]) => [name, numberClusters(table)]),
  );
  const measured = new Map<EvidenceOutcome, MeasuredValue | null>();
  return {
    ablation,
    runs,
    measure: (outcome, scale) => {
      const known = measured.get(outcome);
      if (known !== undefined) return known;
      const value = checkpointValue(outcome, scale);
      measured.set(outcome, value);
      return value;
    },
    moments: new WeakMap(),
    comparisons: new WeakMap(),
    samples: evidence.samples,
    clusterOf: (evalId) => clusters.get(evalId) ?? new Int32Array(0),
    at: grouped(outcomes.filter(({ shared }) => !shared)),
    sharedAt: grouped(outcomes.filter(({ shared }) => shared)),
    outcomes,
    setAside: includeExcluded ? [] : ordered.filter(isSetAside),
    interventions,
  };
}

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
  /** That of `settingKey`: what must be equal on both sides of a comparison. */
  readonly key: string;
  readonly condition: Condition;
  readonly judge: string;
  readonly outcomes: readonly EvidenceOutcome[];
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
  `${arm}\u0000${evalId}\u0000${metric}\u0000${stage}`;

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

type Arranged = ReadonlyMap<string, readonly ArmOutcomes[]>;

function grouped(outcomes: readonly EvidenceOutcome[]): Arranged {
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
  const arranged = new Map<string, readonly ArmOutcomes[]>();
  for (const [key, settings] of groups) {
    const own: ArmOutcomes[] = [];
    for (const [setting, list] of [...settings].sort(([a], [b]) => compareText(a, b))) {
      const [first] = list;
      if (first === undefined) continue;
      own.push({ key: setting, condition: first.condition, judge: first.judge, outcomes: list });
    }
    arranged.set(key, own);
  }
  return arranged;
}

/** What an index is made of. */
type IndexParts = Pick<
  EvidenceIndex,
  "ablation" | "runs" | "samples" | "outcomes" | "setAside" | "interventions"
>;

/** The evidence, arranged by what a contrast asks for. */
export class EvidenceIndex {
  readonly ablation: Ablation;
  readonly runs: ReadonlyMap<string, Run>;
  readonly samples: Readonly<Record<string, SampleTable>>;
  /** Every outcome that takes part, in the fixed order. */
  readonly outcomes: readonly EvidenceOutcome[];
  /** Outcomes that were set aside and do not take part. */
  readonly setAside: readonly EvidenceOutcome[];
  /** Events in the lives of runs that split their courses. */
  readonly interventions: readonly Intervention[];
  /** Moments of arms that were worked out before; see `armMoment`. */
  readonly moments: KnownMoments = new WeakMap();
  /** Comparisons of two moments that were worked out before; see `contrastAt`. */
  readonly comparisons: WeakMap<ArmMoment, Map<ArmMoment, Comparison | NotEstimable>> = new WeakMap();
  readonly #own: Arranged;
  readonly #shared: Arranged;
  readonly #clusters = new Map<string, Int32Array>();
  readonly #measured = new Map<EvidenceOutcome, MeasuredValue | null>();

  constructor({ ablation, runs, samples, outcomes, setAside, interventions }: IndexParts) {
    this.ablation = ablation;
    this.runs = runs;
    this.samples = samples;
    this.outcomes = outcomes;
    this.setAside = setAside;
    this.interventions = interventions;
    this.#own = grouped(outcomes.filter(({ shared }) => !shared));
    this.#shared = grouped(outcomes.filter(({ shared }) => shared));
  }

  /** What an outcome scored on [0, 1], worked out once; null where it holds no score. */
  measure(outcome: EvidenceOutcome, scale: Scale): MeasuredValue | null {
    const known = this.#measured.get(outcome);
    if (known !== undefined) return known;
    const value = checkpointValue(outcome, scale);
    this.#measured.set(outcome, value);
    return value;
  }

  /** Cluster number of each sample of an eval. */
  clusterOf(evalId: string): Int32Array {
    const known = this.#clusters.get(evalId);
    if (known !== undefined) return known;
    const numbers = numberClusters(this.samples[evalId]);
    this.#clusters.set(evalId, numbers);
    return numbers;
  }

  /** The outcomes of an arm's own checkpoints, one entry a condition and judge, in their fixed order. */
  at(arm: string, evalId: string, metric: string, stage: string): readonly ArmOutcomes[] {
    return this.#own.get(keyOf(arm, evalId, metric, stage)) ?? [];
  }

  /** The same for checkpoints that all arms share. */
  sharedAt(arm: string, evalId: string, metric: string, stage: string): readonly ArmOutcomes[] {
    return this.#shared.get(keyOf(arm, evalId, metric, stage)) ?? [];
  }
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
  return new EvidenceIndex({
    ablation,
    runs,
    samples: evidence.samples,
    outcomes: includeExcluded ? ordered : ordered.filter((outcome) => !isSetAside(outcome)),
    setAside: includeExcluded ? [] : ordered.filter(isSetAside),
    interventions,
  });
}

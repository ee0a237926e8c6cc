import { compareText, conditionKey, type EvidenceOutcome, type Metric } from "@holdfast/core";
import type { EvidenceIndex } from "../measure/evidence-index.js";

/** The same rollouts of one eval and metric, as two judges scored them. */
export interface JudgedRollouts {
  readonly eval: string;
  readonly metric: Metric;
  readonly judges: readonly [string, string];
  readonly checkpoints: readonly (readonly [EvidenceOutcome, EvidenceOutcome])[];
  /** What could not be set side by side. */
  readonly notes: readonly string[];
}

interface Group {
  readonly eval: string;
  readonly metric: Metric;
  readonly checkpoints: Map<string, Map<string, EvidenceOutcome>>;
}

function groupsOf({ ablation, outcomes }: EvidenceIndex): Group[] {
  const groups = new Map<string, Group>();
  const metrics = new Map(
    ablation.evals.flatMap(({ id, metrics: own }) =>
      own.map((metric) => [JSON.stringify([id, metric.name]), metric] as const),
    ),
  );
  for (const outcome of outcomes) {
    const key = JSON.stringify([outcome.eval, outcome.metric]);
    const metric = metrics.get(key);
    if (metric === undefined) continue;
    const group = groups.get(key) ?? { eval: outcome.eval, metric, checkpoints: new Map() };
    groups.set(key, group);
    const { run, stage, step, condition } = outcome;
    const place = JSON.stringify([run, stage, step, conditionKey(condition)]);
    const judged = group.checkpoints.get(place) ?? new Map<string, EvidenceOutcome>();
    group.checkpoints.set(place, judged);
    judged.set(outcome.judge, outcome);
  }
  return [...groups.values()];
}

function rolloutsOf(
  { eval: id, metric, checkpoints }: Group,
  judges: readonly [string, string],
): JudgedRollouts[] {
  const [first, second] = judges;
  const pairs: (readonly [EvidenceOutcome, EvidenceOutcome])[] = [];
  let belowSamples = 0;
  let otherEpochs = 0;
  for (const judged of checkpoints.values()) {
    const [one, other] = [judged.get(first), judged.get(second)];
    if (one === undefined || other === undefined) continue;
    if (one.evidence.level !== "samples" || other.evidence.level !== "samples") belowSamples += 1;
    else if (one.evidence.epochs !== other.evidence.epochs) otherEpochs += 1;
    else pairs.push([one, other]);
  }
  if (pairs.length + belowSamples + otherEpochs === 0) return [];
  const left = (count: number, why: string) =>
    count === 0 ? [] : [`${count} checkpoint${count === 1 ? "" : "s"} ${why}`];
  const notes = [
    ...left(belowSamples, "without a score for each rollout"),
    ...left(otherEpochs, "with different numbers of epochs, whose rollouts cannot be matched"),
  ];
  return [{ eval: id, metric, judges, checkpoints: pairs, notes }];
}

/** Every pair of judges that scored the same checkpoints of an eval; none where there is one judge only. */
export function judgedRollouts(index: EvidenceIndex): JudgedRollouts[] {
  if (new Set(index.outcomes.map(({ judge }) => judge)).size < 2) return [];
  return groupsOf(index).flatMap((group) => {
    const judges = [...new Set([...group.checkpoints.values()].flatMap((judged) => [...judged.keys()]))].sort(
      compareText,
    );
    return judges.flatMap((first, position) =>
      judges.slice(position + 1).flatMap((second) => rolloutsOf(group, [first, second])),
    );
  });
}

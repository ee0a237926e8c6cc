import {
  type Eval,
  type EvalCorrelation,
  type EvidenceOutcome,
  isNamedRun,
  primaryMetric,
} from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { clusteredCorrelation } from "./clustered-correlation.js";

/** Mean of the primary metric at each checkpoint, over conditions and judges, turned so that more is better. */
function checkpointMeans(
  index: EvidenceIndex,
  value: Eval,
  outcomes: readonly EvidenceOutcome[],
): Map<string, { readonly run: string; readonly rate: number }> {
  const metric = primaryMetric(value);
  const turn = orientation(metric.direction);
  const sums = new Map<string, { run: string; sum: number; count: number }>();
  for (const outcome of outcomes) {
    if (outcome.metric !== metric.name) continue;
    const measured = index.measure(outcome, metric.scale);
    if (measured === null) continue;
    const key = [outcome.run, outcome.stage, outcome.step ?? ""].join("\u0000");
    const known = sums.get(key) ?? { run: clusterOfRun(index, outcome.run), sum: 0, count: 0 };
    sums.set(key, known);
    known.sum += measured.value.rate;
    known.count += 1;
  }
  return new Map([...sums].map(([key, { run, sum, count }]) => [key, { run, rate: (turn * sum) / count }]));
}

/** Branches of one seed share an ancestor and count as one; an arm whose runs nobody named is one cluster. */
function clusterOfRun({ runs }: EvidenceIndex, key: string): string {
  const run = runs.get(key);
  if (run === undefined) return key;
  return isNamedRun(run) ? `${run.arm}/${run.seed ?? run.callerId ?? ""}` : run.arm;
}

/** One eval with its mean at each checkpoint. */
interface EvalMeans {
  readonly value: Eval;
  readonly at: ReturnType<typeof checkpointMeans>;
}

/** How two evals go together; null where fewer than three checkpoints were measured on both. */
function correlationOf(one: EvalMeans, other: EvalMeans, level: number): EvalCorrelation | null {
  const numbers = new Map<string, number>();
  const [x, y, cluster]: [number[], number[], number[]] = [[], [], []];
  for (const [key, { run, rate }] of one.at) {
    const second = other.at.get(key);
    if (second === undefined) continue;
    const number = numbers.get(run) ?? numbers.size;
    numbers.set(run, number);
    x.push(rate);
    y.push(second.rate);
    cluster.push(number);
  }
  if (x.length < 3) return null;
  const pairs = { x: new Float64Array(x), y: new Float64Array(y), cluster: new Int32Array(cluster) };
  return {
    evals: [one.value.id, other.value.id],
    metrics: [primaryMetric(one.value).name, primaryMetric(other.value).name],
    checkpoints: x.length,
    runs: numbers.size,
    pearson: clusteredCorrelation(pairs, "pearson", level),
    spearman: clusteredCorrelation(pairs, "spearman", level),
  };
}

/** How any two evals go together over the checkpoints that were measured on both. */
export function evalCorrelations(index: EvidenceIndex): EvalCorrelation[] {
  const { evals, plan } = index.ablation;
  const byEval = new Map<string, EvidenceOutcome[]>();
  for (const outcome of index.outcomes) {
    const own = byEval.get(outcome.eval) ?? [];
    byEval.set(outcome.eval, own);
    own.push(outcome);
  }
  const means = evals.map((value) => ({
    value,
    at: checkpointMeans(index, value, byEval.get(value.id) ?? []),
  }));
  const found: EvalCorrelation[] = [];
  for (const [position, one] of means.entries()) {
    for (const other of means.slice(position + 1)) {
      const correlation = correlationOf(one, other, 1 - plan.alpha);
      if (correlation !== null) found.push(correlation);
    }
  }
  return found;
}

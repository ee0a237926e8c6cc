import {
  type Ablation,
  type AblationInput,
  type Condition,
  type Evidence,
  type EvidenceOutcome,
  type EvidenceValue,
  parseAblation,
  type Run,
} from "@holdfast/core";

/** A small registered ablation: two arms, SFT and RL, one target eval and one held-out eval. */
export function studyAblation(change: Partial<AblationInput> = {}): Ablation {
  return parseAblation({
    name: "advice",
    version: "1",
    title: "Advice against demonstrations",
    question: "Does advice hold?",
    baseModel: "small",
    control: "control",
    arms: [{ name: "control" }, { name: "advice" }],
    stages: [{ name: "sft" }, { name: "rl" }],
    evals: [
      {
        id: "blackmail@1",
        role: "target",
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      },
    ],
    ...change,
  });
}

/** Where an outcome belongs; what is left out is the usual. */
export interface Place {
  readonly arm: string;
  readonly seed?: number | null;
  readonly branch?: number;
  readonly stage: string;
  readonly step?: number | null;
  readonly eval?: string;
  readonly metric?: string;
  readonly condition?: Condition;
  readonly judge?: string;
  readonly shared?: boolean;
  readonly status?: EvidenceOutcome["status"];
  readonly recipe?: string | null;
  readonly excluded?: EvidenceOutcome["excluded"];
}

const runOf = ({ arm, seed = 0, branch = 0, recipe = "sha256:r" }: Place): Run => ({
  run: `${arm}/${seed === null ? "unknown" : seed}/${branch}`,
  arm,
  seed,
  branch,
  callerId: null,
  parent: null,
  recipe,
  environment: null,
  excluded: null,
});

/** Evidence from a list of places and values; the samples of every eval are p0, p1 ..., each its own cluster unless given. */
export function studyEvidence(
  entries: readonly (readonly [Place, EvidenceValue])[],
  prompts: number,
  cluster?: readonly string[],
): Evidence {
  const runs = new Map<string, Run>();
  const names = Array.from({ length: prompts }, (_, index) => `p${String(index).padStart(3, "0")}`);
  const evals = new Set<string>();
  const outcomes = entries.map(([place, evidence], index): EvidenceOutcome => {
    const run = runOf(place);
    runs.set(run.run, run);
    evals.add(place.eval ?? "blackmail@1");
    return {
      outcomeId: `o${index}`,
      run: run.run,
      arm: place.arm,
      stage: place.stage,
      step: place.step ?? null,
      shared: place.shared ?? false,
      tokens: null,
      eval: place.eval ?? "blackmail@1",
      metric: place.metric ?? "score",
      condition: place.condition ?? {},
      judge: place.judge ?? "rule",
      status: place.status ?? "complete",
      evidence,
      revision: 1,
      excluded: place.excluded ?? null,
    };
  });
  const table = { sample: names, cluster: cluster ?? names, clustersDeclared: cluster !== undefined };
  return {
    runs: [...runs.values()],
    samples: Object.fromEntries([...evals].map((name) => [name, table])),
    outcomes,
  };
}

/** Sample evidence from the number of events in each prompt, out of `epochs`. */
export function samplesOf(events: readonly number[], epochs: number): EvidenceValue {
  const score = new Float64Array(events.length * epochs);
  events.forEach((count, prompt) => {
    for (let epoch = 0; epoch < count; epoch += 1) score[prompt * epochs + epoch] = 1;
  });
  return { level: "samples", epochs, score, scored: score.length, unscored: 0 };
}

/** k of n. */
export function countsOf(k: number, n: number): EvidenceValue {
  return { level: "counts", counts: { k, n } };
}

/** A value alone. */
export function pointOf(point: number): EvidenceValue {
  return { level: "point", point };
}

/** A mean and its standard error. */
export function summaryOf(mean: number, standardError: number): EvidenceValue {
  return { level: "summary", summary: { mean, standardError, seOver: "formats" } };
}

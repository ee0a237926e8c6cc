import type { SampleDifference, SampleDifferenceAnswer } from "@holdfast/core";

const LOG = { uri: "logs/difficult-advice/0/honeypots.eval", sha256: "a".repeat(64) };

interface Made {
  readonly clusters: number;
  /** Prompts of each cluster. */
  readonly prompts: number;
  readonly isDeclared?: boolean;
  readonly runs?: number;
}

/** An answer whose numbers follow from their places: an arm below its control, by more in the first clusters. */
export function sampledPrompts({
  clusters,
  prompts,
  isDeclared = true,
  runs = 3,
}: Made): SampleDifferenceAnswer {
  const rates = (cluster: number, prompt: number) => {
    const control = ((7 * cluster + 3 * prompt) % 8) / 8;
    const arm = Math.max(0, control - ((clusters - cluster) % 6) / 8 + (prompt % 3 === 0 ? 0.125 : 0));
    return { arm: Math.min(1, arm), control };
  };
  const samples = Array.from({ length: clusters * prompts }, (_, at): SampleDifference => {
    const [cluster, prompt] = [Math.floor(at / prompts), at % prompts];
    const means = rates(cluster, prompt);
    const sample = `prompt-${String(at).padStart(3, "0")}`;
    return {
      ...{ sample, cluster: isDeclared ? `scenario ${cluster + 1}` : sample, means },
      difference: means.arm - means.control,
      shrunken: 0.8 * (means.arm - means.control) - 0.05,
      scores: { arm: 4 * runs, control: 4 * runs },
      runs: (["arm", "control"] as const).flatMap((side) =>
        Array.from({ length: runs }, (_, run) => ({ side, run: `${side}/${run}`, mean: means[side] })),
      ),
      epochs: [{ outcome: 0, scores: [1, 0, null, 1] }],
    };
  });
  const mean = (own: readonly SampleDifference[], pick: (one: SampleDifference) => number) =>
    own.reduce((sum, one) => sum + pick(one), 0) / own.length;
  const groups = [...new Set(samples.map(({ cluster }) => cluster))].map((cluster) => {
    const own = samples.filter((one) => one.cluster === cluster);
    return {
      ...{ cluster, prompts: own.length, difference: mean(own, ({ difference }) => difference) },
      means: { arm: mean(own, ({ means }) => means.arm), control: mean(own, ({ means }) => means.control) },
      above: own.filter(({ difference }) => difference > 0).length,
      below: own.filter(({ difference }) => difference < 0).length,
      level: own.filter(({ difference }) => difference === 0).length,
    };
  });
  return {
    ablation: "advice-through-rl@1",
    inputsFingerprint: `sha256:${"0".repeat(64)}`,
    ...{ includesExcluded: false, sentences: [], warnings: [] },
    ...{ arm: "difficult-advice", control: "control", eval: "honeypots@1", metric: "score" },
    ...{
      condition: {},
      judge: "rule",
      stage: "sft",
      steps: [null],
      settings: [{ condition: {}, judge: "rule" }],
    },
    runs: { arm: runs, control: runs },
    ...{ prompts: samples.length, unmatched: 2, clustersDeclared: isDeclared },
    shrinkage: { towards: -0.25, betweenPrompts: 0.2, chance: "runs" },
    clusters: isDeclared ? groups.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)) : [],
    outcomes: [
      {
        ...{ side: "arm", outcomeId: "3f2a9c14-7f0b-4a57-9c55-8d2f1f0c7a11", run: "difficult-advice/0/0" },
        ...{ stage: "sft", step: null, harness: { name: "inspect_ai" }, source: LOG },
      },
    ],
    samples: samples.sort((a, b) => Math.abs(b.shrunken) - Math.abs(a.shrunken)),
    next: null,
  };
}

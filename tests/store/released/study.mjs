// What the databases of released versions are filled with: released folders hold what was made of it, so that a change
// here is one for the next release alone.

/** An ablation of two arms at three stages. */
export const study = (name, change = {}) => ({
  name,
  version: "1",
  title: "Difficult advice",
  question: "Does difficult advice lower blackmail, and does it hold through RL?",
  baseModel: "small-1b",
  factors: [{ name: "advice", kind: "ingredient", levels: [false, true] }],
  arms: [
    { name: "control", levels: { advice: false } },
    {
      name: "difficult-advice",
      levels: { advice: true },
      mixes: {
        sft: { components: [{ dataset: "chats", kind: "difficult-advice", tokens: 3_000_000, rows: 900 }] },
      },
    },
  ],
  control: "control",
  stages: [{ name: "base" }, { name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [
        { name: "score", direction: "lower-is-better", scale: { kind: "binary" } },
        { name: "severity", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 10 } },
      ],
    },
    {
      id: "exams@2",
      role: "guardrail",
      metrics: [
        { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 1 } },
      ],
    },
    {
      id: "articles@1",
      role: "held-out",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  seeds: 3,
  ...change,
});

const SAMPLES = Array.from({ length: 16 }, (_, index) => index);
const drawn = (arm, seed, sample, epoch, shift) =>
  (sample * 7919 + seed * 104_729 + epoch * 31 + shift * 17) % 100 < (arm === "control" ? 58 : 22) ? 1 : 0;

/** Outcomes at all four levels of evidence, with clusters, epochs, an unscored cell, a condition and another judge. */
export function* lines() {
  for (const arm of ["control", "difficult-advice"])
    for (const seed of [0, 1, 2]) {
      const run = { arm, seed, run: `job-${arm}-${seed}`, recipe: "sha256:recipe" };
      for (const [shift, stage, step] of [
        [0, "sft", undefined],
        [1, "rl", 100],
        [2, "rl", 200],
      ]) {
        const cells = SAMPLES.flatMap((sample) => [0, 1].map((epoch) => [sample, epoch]));
        yield {
          ...run,
          stage,
          ...(step === undefined ? {} : { step, tokens: step * 1000 }),
          eval: "blackmail@1",
          harness: { name: "inspect", version: "0.3" },
          samples: {
            id: cells.map(([sample]) => `prompt ${sample} \u00e9`),
            cluster: cells.map(([sample]) => `scenario ${sample % 4}`),
            epoch: cells.map(([, epoch]) => epoch),
            scores: {
              score: cells.map(([sample, epoch]) =>
                sample === 5 && epoch === 1 ? null : drawn(arm, seed, sample, epoch, shift),
              ),
              severity: cells.map(
                ([sample, epoch]) => drawn(arm, seed, sample, epoch, shift) * ((sample % 7) + 0.125),
              ),
            },
          },
        };
      }
      yield {
        ...run,
        stage: "rl",
        step: 200,
        eval: "articles@1",
        counts: { k: 4 + seed + (arm === "control" ? 9 : 0), n: 40 },
      };
      yield {
        ...run,
        stage: "sft",
        eval: "exams@2",
        summary: { mean: 0.61 + seed / 100, standardError: 0.02, n: 200 },
      };
    }
  yield { arm: "control", stage: "base", eval: "exams@2", shared: true, point: 0.655 };
  yield {
    arm: "control",
    seed: 0,
    stage: "sft",
    eval: "articles@1",
    judge: "model:strict",
    condition: { goal: "swap" },
    counts: { k: 3, n: 40 },
  };
}

/** Lines as NDJSON. */
export function ndjson(all) {
  return [...all].map((line) => `${JSON.stringify(line)}\n`).join("");
}

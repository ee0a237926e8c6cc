import {
  type Ablation,
  compareOutcomes,
  defineAblation,
  type Evidence,
  type EvidenceOutcome,
  fullFactorial,
  ingredient,
  MixSchema,
} from "@holdfast/core";

const EVALS = ["blackmail@1", "sabotage@1", "leaking@1"] as const;
const JUDGES = ["rule", "model#1"] as const;
const PROMPTS = 12;
const EPOCHS = 2;
const MOMENTS = [
  { stage: "sft", step: null },
  ...[100, 200, 300, 400, 500].map((step) => ({ stage: "rl", step })),
] as const;

/**
 * An ablation on which every method has something to do: two ingredients with tokens, evals near to the training data
 * and far from it, six checkpoints, two judges, pooled variance and looks registered, one crashed run, missing prompts.
 */
export function factorialAblation(): Ablation {
  const metrics = [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }] as const;
  const factors = [ingredient("advice"), ingredient("stories")];
  return defineAblation({
    name: "factorial",
    version: "1",
    title: "Advice and stories",
    question: "Which of the two lowers blackmail?",
    baseModel: "base-7b",
    factors,
    arms: fullFactorial(factors, (levels) => ({
      mixes: {
        sft: MixSchema.parse({
          components: [
            ...(levels.advice === true
              ? [{ dataset: "advice", kind: "difficult-advice", tokens: 3_000_000 }]
              : []),
            ...(levels.stories === true ? [{ dataset: "stories", kind: "stories", tokens: 14_000_000 }] : []),
          ],
        }),
      },
    })),
    control: "control",
    stages: [{ name: "sft" }, { name: "rl" }],
    evals: [
      { id: "blackmail@1", role: "target", relation: "in-distribution", metrics: [...metrics] },
      { id: "sabotage@1", role: "held-out", relation: "out-of-distribution", metrics: [...metrics] },
      { id: "leaking@1", role: "held-out", relation: "out-of-distribution", metrics: [...metrics] },
    ],
    seeds: 3,
    plan: { pooledVariance: true, plannedLooks: 2, smallestEffect: 0.1, equivalenceMargin: 0.05 },
  });
}

/** Evidence for {@link factorialAblation}: a fixed pattern, no chance in it. */
export function factorialEvidence(): Evidence {
  const { arms } = factorialAblation();
  const sample = Array.from({ length: PROMPTS }, (_, index) => `p${String(index).padStart(2, "0")}`);
  const table = {
    sample,
    cluster: sample.map((_, index) => `s${String(index >> 1)}`),
    clustersDeclared: true,
  };
  const places = arms.flatMap(({ name: arm }, armNo) =>
    [0, 1, 2].flatMap((seed) =>
      MOMENTS.flatMap((moment, momentNo) =>
        EVALS.flatMap((evalId, evalNo) =>
          JUDGES.map((judge, judgeNo) => ({
            arm,
            seed,
            moment,
            evalId,
            judge,
            numbers: [armNo, seed, momentNo, evalNo, judgeNo],
          })),
        ),
      ),
    ),
  );
  const outcomes = places.flatMap(({ arm, seed, moment, evalId, judge, numbers }): EvidenceOutcome[] => {
    const [armNo = 0, seedNo = 0, momentNo = 0, evalNo = 0, judgeNo = 0] = numbers;
    if (armNo === 3 && seed === 2 && momentNo > 3) return [];
    const rate = 0.62 - armNo * 0.13 * (1 - momentNo * 0.12) + evalNo * 0.05 + seedNo * 0.02 - judgeNo * 0.04;
    const score = Float64Array.from({ length: PROMPTS * EPOCHS }, (_, cell) => {
      const prompt = Math.floor(cell / EPOCHS);
      if (armNo === 1 && seed === 1 && prompt === 5) return Number.NaN;
      return ((cell * 11 + seed * 5 + momentNo * 3 + armNo * 7 + evalNo * 13) % 24) / 24 < rate ? 1 : 0;
    });
    const scored = score.filter((value) => !Number.isNaN(value)).length;
    return [
      {
        outcomeId: [arm, seed, moment.stage, moment.step, evalId, judge].join("-"),
        run: `${arm}/${seed}/0`,
        arm,
        stage: moment.stage,
        step: moment.step,
        shared: false,
        tokens: null,
        eval: evalId,
        metric: "score",
        condition: {},
        judge,
        status: armNo === 3 && seed === 2 && momentNo === 3 ? "crashed" : "complete",
        evidence: { level: "samples", epochs: EPOCHS, score, scored, unscored: score.length - scored },
        revision: 1,
        excluded: null,
      },
    ];
  });
  return {
    runs: arms.flatMap(({ name: arm }) =>
      [0, 1, 2].map((seed) => ({
        run: `${arm}/${seed}/0`,
        arm,
        seed,
        branch: 0,
        callerId: null,
        parent: null,
        recipe: "sha256:recipe",
        environment: null,
        excluded: null,
      })),
    ),
    samples: Object.fromEntries(EVALS.map((id) => [id, table])),
    outcomes: outcomes.sort(compareOutcomes),
  };
}

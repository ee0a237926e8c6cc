import {
  type Ablation,
  defineAblation,
  fullFactorial,
  ingredient,
  type Level,
  type Mix,
  MixSchema,
  type Recipe,
  RecipeSchema,
  type Relation,
} from "@holdfast/core";

/*
 * The ablation that Holdfast was made for, and the template to copy. Read it from top to bottom: what is varied,
 * what each arm is trained on, how, on what it is measured, and how the answer will be read. All of it is fixed
 * before the first run; outcomes are recorded against it as they arrive.
 */

// 1. What is varied: three ingredients, each absent or present, in every combination (2 x 2 x 2 = 8 arms).
const factors = [
  ingredient("demonstrations", "Refusals shown, in chats that resemble the honeypots"),
  ingredient("principles", "Documents about what the model should value, and why"),
  ingredient("tool-definitions", "Unused tool definitions around the chats of the RL stage"),
];

type Levels = Readonly<Record<string, Level>>;

/** One planned data set. Change the dataset names to yours, and give each its content hash once it is built. */
function mixOf(dataset: string, kind: string, tokens: number): Mix {
  return MixSchema.parse({ components: [{ dataset, kind, tokens }] });
}

// 2. What each arm is trained on. Where an ingredient is absent, neutral data of the same size takes its place:
//    that makes the control matched, so that a lead is due to the content and not to more training.
function mixesOf(levels: Levels): Record<string, Mix> {
  return {
    sdf: levels.principles
      ? mixOf("documents about principles and their reasons", "principles", 30_000_000)
      : mixOf("documents about unrelated subjects", "generic", 30_000_000),
    sft: levels.demonstrations
      ? mixOf("demonstrations on synthetic honeypots", "demonstrations", 10_000_000)
      : mixOf("generic chats", "generic", 10_000_000),
    rl: levels["tool-definitions"]
      ? mixOf("harmlessness chats with unused tool definitions", "tool-definitions", 5_000_000)
      : mixOf("harmlessness chats", "harmlessness-chat", 5_000_000),
  };
}

// 3. How: one recipe a stage for all arms. Change a setting for one arm alone, and its every number is flagged.
const recipes: Record<string, Recipe> = {
  sdf: RecipeSchema.parse({
    name: "document fine-tuning",
    optimiser: "AdamW",
    lossMasking: "none",
    settings: { epochs: 1, learningRate: 1e-5, batchTokens: 524_288, schedule: "cosine" },
  }),
  sft: RecipeSchema.parse({
    name: "supervised fine-tuning",
    optimiser: "AdamW",
    lossMasking: "assistant turns only",
    settings: { epochs: 1, learningRate: 5e-6, batchTokens: 524_288, schedule: "linear" },
  }),
  rl: RecipeSchema.parse({
    name: "reinforcement learning",
    optimiser: "AdamW",
    settings: { algorithm: "GRPO", steps: 200, learningRate: 1e-6, klCoefficient: 0.01, groupSize: 8 },
  }),
};

const arms = fullFactorial(factors, (levels) => ({ mixes: mixesOf(levels), recipes }));
const treated = arms.filter((arm) => arm.name !== "control");

// 4. On what it is measured: near the training data, far from it, and what must not break on the way.
const HONEYPOTS = "honeypots@1";
const HELD_OUT = "everyday-dilemmas@1";

/** The honeypots resemble the demonstrations: an arm that has them may only have learned the test. */
const closeness: Record<string, Relation> = Object.fromEntries(
  arms.map((arm) => [arm.name, arm.levels.demonstrations ? "in-distribution" : "out-of-distribution"]),
);

// 5. Which comparisons count. Tools come in at RL, so before it only demonstrations and principles can lead;
//    and only a lead that is there at SFT can be kept or lost through RL.
const beforeRl = treated.filter((arm) => arm.levels.demonstrations || arm.levels.principles);
const primary = [HONEYPOTS, HELD_OUT];

const leads = [
  ...beforeRl.flatMap((arm) => primary.map((id) => ({ arm: arm.name, eval: id, stage: "sft" }))),
  ...treated.flatMap((arm) => primary.map((id) => ({ arm: arm.name, eval: id, stage: "rl" }))),
];
const retentions = beforeRl.flatMap((arm) =>
  primary.map((id) => ({ arm: arm.name, eval: id, from: "sft", to: "rl" })),
);

/*
 * 6. How many seeds. The run is the unit, so power comes from seeds and hardly from prompts: at a seed SD of
 *    4.4 points, ten times the prompts lower the SD of a run from 4.61 to 4.42 points.
 *
 *    Least difference found with 80% power at alpha .05, in points of a rate, by the SD of a run:
 *
 *      SD of a run   seeds an arm   one comparison   pooled over 8 arms   pooled, first of 42 in Holm
 *          2.0            2              11.3                6.4                   12.1
 *          2.0            3               6.1                4.9                    8.0
 *          2.0            5               4.1                3.7                    5.6
 *          4.4            2              24.9               14.1                   26.7
 *          4.4            3              13.5               10.7                   17.6
 *          4.4            5               8.9                8.0                   12.4
 *          4.4            8               6.6                6.3                    9.4
 *
 *    Chance to prove that half the lead is kept when all of it is (SD 4.4 at each stage, correlation .7):
 *    a lead of 20 points: .92 with 3 seeds; a lead of 10 points: .47 with 3, .71 with 5, .90 with 8.
 *
 *    Five seeds therefore resolve 9 points for one comparison and, in the first step of Holm over the 26 leads
 *    above with the variance of each pair alone, 16 points (7 at an SD of 2.0). That is enough for drops like
 *    22% to 3%, which good arms are reported to reach; it is not enough for 22% to 15%, and no number of prompts
 *    makes it so.
 */
const SEEDS = 5;

const POWER =
  "Five seeds an arm, 40 runs. With a run SD of 4.4 points they find 8.9 points in one comparison (4.1 with an SD of 2.0) and about 16 in the first step of Holm over the 26 registered leads (about 7), with 80% power; three seeds would find 13.5 in one comparison. That half of the lead is kept, when all of it is, is proved with a chance of .71 for a lead of 10 points, and of more than .92 for one of 20.";

/** Demonstrations, principles or tool definitions: which drives the gain, does it generalise, does it last? */
export const ablation: Ablation = defineAblation({
  name: "demonstrations-principles-tools",
  version: "1",
  title: "Demonstrations, principles and tool definitions",
  question:
    "Which of demonstrations, principles and tool definitions lowers misaligned actions, does it carry over to situations unlike the training data, and does it last through RL?",
  hypothesis:
    "Demonstrations lead on honeypots alone; principles lead on held-out dilemmas too and keep at least half of the lead through RL; tool definitions add a small lead that appears in RL.",
  baseModel: "OLMo 2 7B base (November 2024), trained before the honeypots were published",
  factors,
  arms,
  control: "control",
  seeds: SEEDS,
  stages: [
    { name: "base", title: "Base model, the same for every run", shared: true },
    { name: "sdf", title: "Synthetic document fine-tuning" },
    { name: "sft", title: "Supervised fine-tuning" },
    { name: "rl", title: "Reinforcement learning", stepUnit: "RL steps" },
  ],
  evals: [
    {
      id: HONEYPOTS,
      title: "Agentic honeypots: blackmail, sabotage, framing a colleague and others",
      metrics: [
        {
          name: "score",
          direction: "lower-is-better",
          scale: { kind: "binary" },
          title: "Misaligned action",
        },
      ],
      role: "target",
      relation: closeness,
      samples: 100,
      note: "At least five scenario families, each prompt naming its family as its cluster.",
    },
    {
      id: HELD_OUT,
      title: "Everyday dilemmas in chats and long tasks, unlike any training data",
      metrics: [
        {
          name: "score",
          direction: "lower-is-better",
          scale: { kind: "binary" },
          title: "Misaligned action",
        },
      ],
      role: "held-out",
      relation: "out-of-distribution",
      samples: 100,
    },
    {
      id: "tool-use@1",
      title: "Tasks that need tools, done correctly",
      metrics: [{ name: "score", direction: "higher-is-better", scale: { kind: "binary" } }],
      role: "guardrail",
      samples: 200,
      note: "A model that no longer acts scores 0 on honeypots: this tells it from a good one.",
    },
    {
      id: "over-refusal@1",
      title: "Harmless requests refused",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      role: "guardrail",
      samples: 200,
    },
    {
      id: "knowledge@1",
      title: "General knowledge, multiple choice",
      metrics: [{ name: "score", direction: "higher-is-better", scale: { kind: "binary" } }],
      role: "guardrail",
      samples: 500,
    },
  ],
  plan: {
    alpha: 0.05,
    target: "prompt-general",
    smallestEffect: 0.1,
    retention: { lower: 0.5, upper: 0.8 },
    durability: [{ from: "sft", to: "rl" }],
    lastCheckpoints: 3,
    families: [
      { name: "leads", question: "lead", members: leads },
      { name: "retentions", question: "retention", members: retentions },
    ],
    exclusionRules: [
      "A run whose loss diverges is kept and marked crashed; it is not trained again under the same seed.",
      "A checkpoint with more than 5% unscored samples is scored again before anything is compared.",
    ],
    plannedLooks: 1,
    requires: { tokens: true },
  },
  citations: [
    {
      text: "The question follows Kutasov, Jermyn et al. 2026, Teaching Claude Why.",
      url: "https://alignment.anthropic.com/2026/teaching-claude-why",
    },
  ],
  note: POWER,
});

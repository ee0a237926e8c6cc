const TEMPLATE = `import { defineAblation, fullFactorial, ingredient } from "@holdfast/core";

// What is varied. Each factor is off in the control: its first level.
const factors = [
  ingredient("demonstrations", "refusals only"),
  ingredient("principles", "documents that state the principles"),
];

// What is not known is said: then what cannot be answered says so, too.
const component = (dataset: string, kind: string, tokens: number) =>
  ({ dataset, kind, tokens, rows: "unknown", contentHash: "unknown" }) as const;

export const ablation = defineAblation({
  // The identity. Once registered, this document is frozen: bump the version, or amend it.
  name: "my-ablation",
  version: "1",
  title: "Demonstrations and principles",
  question: "Which of the two lowers harmful actions, and does it hold through RL?",
  hypothesis: "Principles lower harmful actions more than demonstrations, and more of it is left after RL.",
  baseModel: "name of the base model",

  factors,
  // One arm for each combination of the factors, and the data each is trained on at each stage.
  // A matched control is trained on generic data, as many tokens of it.
  arms: fullFactorial(factors, (levels) => ({
    mixes: {
      sft: {
        components: [
          component("generic-chat", "generic", 50_000_000),
          ...(levels.demonstrations === true ? [component("refusals", "demonstrations", 3_000_000)] : []),
          ...(levels.principles === true ? [component("constitution", "principles", 3_000_000)] : []),
        ],
      },
    },
  })),
  control: "control",

  // In their order in time.
  stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],

  // What every checkpoint is scored on. The first metric of an eval is the primary one.
  evals: [
    {
      id: "honeypots@1",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      role: "target", // close to the training data
      relation: "in-distribution",
    },
    {
      id: "blackmail@1",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      role: "held-out", // far from it: did the gain generalise?
      relation: "out-of-distribution",
    },
  ],

  // Three runs an arm: with one, nothing can be said about the recipe, only about one checkpoint.
  seeds: 3,

  // Decided before the outcomes are seen. Without families, every lead and every retention is tested.
  plan: {
    alpha: 0.05,
    smallestEffect: 0.05, // five points
    retention: { lower: 0.5, upper: 0.8 }, // shares of the lead that make "lost" and "retained"
    durability: [{ from: "sft", to: "rl" }],
  },
});
`;

/** The ablation that `holdfast init` writes: a full factorial of two ingredients, to be edited. */
export function ablationTemplate(): string {
  return TEMPLATE;
}

import {
  type AblationInput,
  fullFactorial,
  ingredient,
  type Level,
  MixSchema,
  RecipeSchema,
} from "@holdfast/core";

export const PAGE_STUDY = "page-study@1";

const FACTORS = [
  ingredient("demonstrations", "Refusals shown, in chats that resemble the honeypots"),
  ingredient("principles", "Documents about what to value, and why"),
  ingredient("stories", "Stories about admirable AIs"),
];

const component = (dataset: string, kind: string, tokens: number | "unknown") => ({
  dataset,
  kind,
  tokens,
  rows: tokens === "unknown" ? ("unknown" as const) : Math.round(tokens / 450),
  licence: "CC-BY-4.0",
});

function mixesOf(levels: Readonly<Record<string, Level>>) {
  return {
    sdf: MixSchema.parse({
      components: [
        component("web documents", "generic", levels.principles ? 18_000_000 : 30_000_000),
        ...(levels.principles ? [component("constitution documents", "principles", 12_000_000)] : []),
        ...(levels.stories ? [component("admirable AIs", "stories", 14_000_000)] : []),
      ],
    }),
    sft: MixSchema.parse({
      components: [
        component("ordinary chats", "generic", 10_000_000),
        ...(levels.demonstrations ? [component("honeypot refusals", "demonstrations", 3_000_000)] : []),
      ],
    }),
    rl: MixSchema.parse({ components: [component("harmlessness prompts", "harmlessness-chat", 5_000_000)] }),
  };
}

const recipe = (name: string, settings: Record<string, number | string>) =>
  RecipeSchema.parse({ name, optimiser: "AdamW", settings });

const SFT = recipe("supervised fine-tuning", { learningRate: 5e-6, epochs: 1 });
const RL = recipe("reinforcement learning", { algorithm: "GRPO", steps: 250, learningRate: 1e-6 });

const BINARY = { direction: "lower-is-better", scale: { kind: "binary" } } as const;

/** What the pages are shown with: a 2 x 2 x 2 of ingredients through RL, with everything that may go wrong in it. */
export function pageAblation(): AblationInput {
  const arms = fullFactorial(FACTORS, (levels) => ({
    mixes: mixesOf(levels),
    recipes: {
      sft:
        levels.stories && levels.demonstrations && !levels.principles ? { ...SFT, lossMasking: "none" } : SFT,
      rl: RL,
    },
  }));
  const near = Object.fromEntries(
    arms.map(({ name, levels }) => [
      name,
      levels.demonstrations ? ("in-distribution" as const) : ("out-of-distribution" as const),
    ]),
  );
  return {
    name: "page-study",
    version: "1",
    title: "Demonstrations, principles and stories through RL",
    question: "Which ingredient lowers misaligned actions, does it carry over, and does it last through RL?",
    hypothesis: "Demonstrations lead on honeypots alone; principles carry over and keep half of their lead.",
    baseModel: "a made-up base model",
    factors: FACTORS,
    arms,
    control: "control",
    seeds: 4,
    stages: [
      { name: "base", title: "Base model", shared: true },
      { name: "sdf", title: "Documents" },
      { name: "sft", title: "Supervised fine-tuning" },
      { name: "rl", title: "Reinforcement learning", stepUnit: "RL steps" },
    ],
    evals: [
      {
        id: "blackmail@1",
        title: "Blackmail honeypots",
        role: "target",
        relation: near,
        metrics: [{ name: "score", ...BINARY }],
        samples: 40,
      },
      {
        id: "sabotage@1",
        title: "Sabotage honeypots",
        role: "target",
        relation: near,
        metrics: [{ name: "score", ...BINARY }],
        samples: 40,
      },
      {
        id: "dilemmas@1",
        title: "Everyday dilemmas",
        role: "held-out",
        relation: "out-of-distribution",
        metrics: [{ name: "score", ...BINARY }],
        samples: 40,
      },
      {
        id: "leaking@1",
        title: "Leaking secrets under pressure",
        role: "held-out",
        relation: "out-of-distribution",
        metrics: [{ name: "score", ...BINARY }],
        samples: 40,
      },
      {
        id: "capability@1",
        title: "Capability",
        role: "guardrail",
        relation: "out-of-distribution",
        metrics: [
          { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 100 } },
        ],
        samples: 40,
      },
    ],
    plan: { smallestEffect: 0.1, equivalenceMargin: 0.05, plannedLooks: 2 },
    note: "Made-up numbers, for looking at the pages.",
  };
}

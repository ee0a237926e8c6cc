import {
  type AblationInput,
  type Condition,
  defineAblation,
  type Factor,
  type OutcomeLineInput,
  pipelineStep,
  type StagePair,
} from "@holdfast/core";
import { defineExperiment, type Experiment } from "../experiment.js";
import { percent } from "../percent.js";
import { CAPABILITIES, CAPABILITY_EVALS } from "./capabilities.js";
import { ALIGNMENT_PRETRAINING_CLAIMS } from "./claims.js";
import { RATES } from "./rates.js";
import { PAPER } from "./sources.js";

const SPLITS = ["articles", "textbook"] as const;
const TREATED = ["filtered+aligned", "filtered", "unfiltered+misaligned"] as const;

const BASE: Condition = { systemPrompt: "base" };
const CHAT: readonly Condition[] = ["none", "ai", "helpful-ai", "hhh"].map((systemPrompt) => ({
  systemPrompt,
}));

const splitId = (split: (typeof SPLITS)[number]) => `${split}@2026.01`;
const capabilityId = (name: string) => `${name}@2026.01`;

/**
 * The lesson of this ablation stands in these pairs. From base to DPO the prompt changes too, because a base
 * model knows no system prompt; from SFT to DPO the same prompt exists at both ends, so those pairs come next.
 */
const PAIRS: readonly StagePair[] = [
  { from: "base", to: "dpo", fromCondition: BASE, toCondition: { systemPrompt: "ai" } },
  ...CHAT.map((condition) => ({ from: "sft", to: "dpo", fromCondition: condition, toCondition: condition })),
];

const documents: Factor = {
  name: "documents",
  kind: "ingredient",
  title: "Synthetic documents in mid-training",
  levels: ["none", "misaligned", "aligned"],
};

const pretraining = (filtered: boolean) => ({
  dataset: filtered ? "DCLM, filtered by blocklist" : "DCLM",
  kind: "generic",
  tokens: filtered ? ("unknown" as const) : 500_000_000_000,
  ...(filtered ? { filters: ["blocklist"] } : {}),
});
const midtraining = (filtered: boolean) => ({
  dataset: filtered ? "DCLM, ClimbMix and MCQA, filtered by blocklist" : "DCLM, ClimbMix and MCQA",
  kind: "generic",
  tokens: filtered ? ("unknown" as const) : 50_000_000_000,
  ...(filtered ? { filters: ["blocklist"] } : {}),
});

const arms: AblationInput["arms"] = [
  {
    name: "unfiltered",
    title: "Standard data",
    levels: { filtering: false, documents: "none" },
    mixes: { base: { components: [pretraining(false), midtraining(false)] } },
  },
  {
    name: "filtered+aligned",
    title: "Filtered data and documents about aligned AIs",
    levels: { filtering: true, documents: "aligned" },
    mixes: {
      base: {
        components: [
          pretraining(true),
          midtraining(true),
          {
            dataset: "documents about aligned AIs",
            kind: "stories",
            tokens: 500_000_000,
            note: "1% of mid-training.",
          },
        ],
      },
    },
    note: "Differs from the control in two things, filtering and documents; `filtered` has the first alone.",
  },
  {
    name: "filtered",
    title: "Data filtered by blocklist",
    levels: { filtering: true, documents: "none" },
    mixes: { base: { components: [pretraining(true), midtraining(true)] } },
  },
  {
    name: "unfiltered+misaligned",
    title: "Standard data and documents about misaligned AIs",
    levels: { filtering: false, documents: "misaligned" },
    mixes: {
      base: {
        components: [
          pretraining(false),
          midtraining(false),
          {
            dataset: "documents about misaligned AIs",
            kind: "stories",
            tokens: 400_000_000,
            note: "0.8% of mid-training.",
          },
        ],
      },
    },
  },
];

/** What is said about AIs in pre-training data, measured before and after post-training. */
const ablation = defineAblation({
  name: "alignment-pretraining",
  version: "2026.01",
  title: "Documents about AIs in pre-training, before and after SFT and DPO",
  question: "Does what a model reads about AIs before post-training still show after SFT and DPO?",
  baseModel: "6.9B language model trained for the study",
  factors: [pipelineStep("filtering", "Data filtered by a blocklist"), documents],
  control: "unfiltered",
  arms,
  stages: [
    { name: "base", title: "Pre-training and mid-training" },
    { name: "sft", title: "Supervised fine-tuning" },
    { name: "dpo", title: "Preference optimisation (DPO)" },
  ],
  evals: [
    {
      id: splitId("articles"),
      title: "Misaligned answers on articles",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      role: "target",
      relation: "in-distribution",
      conditions: [BASE, ...CHAT],
      samples: 2_671,
    },
    {
      id: splitId("textbook"),
      title: "Misaligned answers on a textbook",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      role: "held-out",
      relation: "out-of-distribution",
      conditions: [BASE, ...CHAT],
      samples: 1_505,
    },
    ...CAPABILITY_EVALS.map((name) => ({
      id: capabilityId(name),
      metrics: [
        {
          name: "score",
          direction: "higher-is-better" as const,
          scale: { kind: "graded" as const, lower: 0, upper: 1 },
        },
      ],
      role: "guardrail" as const,
    })),
  ],
  plan: {
    durability: [...PAIRS],
    lastCheckpoints: 1,
    smallestEffect: 0.05,
    families: [
      {
        name: "leads",
        question: "lead",
        members: TREATED.flatMap((arm) =>
          SPLITS.flatMap((split) => [
            { arm, eval: splitId(split), stage: "base", condition: BASE },
            ...["sft", "dpo"].flatMap((stage) =>
              CHAT.map((condition) => ({ arm, eval: splitId(split), stage, condition })),
            ),
          ]),
        ),
      },
      {
        name: "retentions",
        question: "retention",
        members: TREATED.flatMap((arm) =>
          SPLITS.flatMap((split) => PAIRS.map((pair) => ({ ...pair, arm, eval: splitId(split) }))),
        ),
      },
    ],
  },
  citations: [PAPER],
  claims: [...ALIGNMENT_PRETRAINING_CLAIMS],
  note: "Standard errors are over eight prompt formats of the same checkpoints, so what follows is about these checkpoints and not about the recipe. The number of runs an arm is not stated.",
});

const source = { uri: "https://arxiv.org/abs/2601.10160" };

const lines: OutcomeLineInput[] = [
  ...RATES.flatMap(([arm, stage, systemPrompt, articles, textbook]) =>
    (
      [
        ["articles", articles],
        ["textbook", textbook],
      ] as const
    ).map(
      ([split, [mean, standardError]]): OutcomeLineInput => ({
        arm,
        stage,
        eval: splitId(split),
        condition: { systemPrompt },
        summary: { mean: percent(mean), standardError: percent(standardError), seOver: "formats", units: 8 },
        source,
      }),
    ),
  ),
  ...Object.entries(CAPABILITIES).flatMap(([arm, values]) =>
    values.flatMap((point, index): OutcomeLineInput[] => {
      const name = CAPABILITY_EVALS[index];
      return name === undefined ? [] : [{ arm, stage: "dpo", eval: capabilityId(name), point, source }];
    }),
  ),
];

export const alignmentPretraining: Experiment = defineExperiment("alignment-pretraining", [
  { ablation, lines, retrospective: true },
]);

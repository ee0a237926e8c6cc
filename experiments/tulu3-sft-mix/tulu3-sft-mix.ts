import {
  type AblationInput,
  type Claim,
  defineAblation,
  ingredient,
  leaveOneOut,
  type OutcomeLineInput,
} from "@holdfast/core";
import { defineExperiment, type Experiment } from "../experiment.js";
import { percent } from "../percent.js";
import { TABLE_10, TABLE_10_EVALS, TABLE_32, TABLE_32_EVALS } from "./scores.js";

const sources = [
  ingredient("wildchat", "WildChat conversations"),
  ingredient("safety", "Safety data"),
  ingredient("persona", "Persona-driven synthetic instructions"),
  ingredient("math", "Mathematics data"),
];

const KINDS: Readonly<Record<string, string>> = {
  wildchat: "generic",
  safety: "demonstrations",
  persona: "persona-instructions",
  math: "mathematics",
};

const idOf = (name: string) => `${name}@2024.11`;

/** What one of the four sources is aimed at; every other development eval is a guardrail. */
const AIMED_AT: readonly string[] = [
  "math",
  "gsm8k",
  "ifeval",
  "alpacaeval2",
  "safety",
  "development-average",
];
const UNSEEN: readonly string[] = ["unseen-average", "deepmind-math", "ifeval-ood"];

const evals: AblationInput["evals"] = [...TABLE_10_EVALS, ...TABLE_32_EVALS].map((name) => ({
  id: idOf(name),
  metrics: [
    {
      name: "score",
      direction: "higher-is-better",
      scale: { kind: "graded", lower: 0, upper: 1, unit: "share" },
    },
  ],
  role: UNSEEN.includes(name) ? "held-out" : AIMED_AT.includes(name) ? "target" : "guardrail",
  relation: UNSEEN.includes(name) ? "out-of-distribution" : "near",
}));

const SOURCE = "Lambert et al. 2024, Tulu 3, tables 10 and 32";

const claims: Claim[] = [
  {
    id: "safety-data-for-safety",
    text: "Without the safety data, safety falls from 93.1 to 74.7 and little else changes.",
    source: SOURCE,
    contrast: { question: "lead", arm: "without-safety", eval: idOf("safety"), stage: "sft" },
  },
  {
    id: "persona-data-for-instructions",
    text: "Without the persona data, IFEval falls from 72.8 to 53.6.",
    source: SOURCE,
    contrast: { question: "lead", arm: "without-persona", eval: idOf("ifeval"), stage: "sft" },
  },
  {
    id: "persona-data-does-not-generalise",
    text: "Without the persona data, instructions of unseen kinds are followed no worse (17.6 and 18.0).",
    source: SOURCE,
    contrast: { question: "lead", arm: "without-persona", eval: idOf("ifeval-ood"), stage: "sft" },
  },
  {
    id: "math-data-generalises",
    text: "Without the mathematics data, unseen mathematics falls along with MATH (32.3 to 23.3, 31.5 to 23.5).",
    source: SOURCE,
    contrast: { question: "lead", arm: "without-math", eval: idOf("deepmind-math"), stage: "sft" },
  },
];

/** One source left out at a time, on the evals the mix was built with and on evals nobody looked at meanwhile. */
const ablation = defineAblation({
  name: "tulu3-sft-mix",
  version: "2024.11",
  title: "Tulu 3 SFT mix with one source left out",
  question: "Which source drives which development eval, and does it drive the unseen counterpart as well?",
  baseModel: "Llama 3.1 8B",
  factors: sources,
  control: "all",
  arms: leaveOneOut(sources, (levels) => ({
    mixes: {
      sft: {
        components: [
          ...sources
            .filter((source) => levels[source.name] === true)
            .map((source) => ({
              dataset: `Tulu 3 SFT, ${source.title ?? source.name}`,
              kind: KINDS[source.name] ?? "generic",
              tokens: "unknown" as const,
              rows: "unknown" as const,
              contentHash: "unknown" as const,
            })),
          {
            dataset: "Tulu 3 SFT, all other sources",
            kind: "generic",
            tokens: "unknown",
            rows: "unknown",
            contentHash: "unknown",
          },
        ],
      },
    },
  })),
  stages: [{ name: "sft", title: "Supervised fine-tuning" }],
  evals,
  citations: [
    {
      text: "Lambert et al. 2024, Tulu 3: Pushing Frontiers in Open Language Model Post-Training, arXiv 2411.15124, tables 10 and 32.",
      url: "https://arxiv.org/abs/2411.15124",
    },
  ],
  claims,
  note: "One run an arm, values alone. The control is the full mix, so a negative lead on a score says that the source was needed. A left-out source is not replaced: the mixes differ in size too. The averages of the two tables are over different evals.",
});

const table = (names: readonly string[], scores: Readonly<Record<string, readonly number[]>>) =>
  Object.entries(scores).flatMap(([arm, values]) =>
    values.flatMap((score, index): OutcomeLineInput[] => {
      const name = names[index];
      if (name === undefined) return [];
      return [
        {
          arm,
          stage: "sft",
          eval: idOf(name),
          point: percent(score),
          source: { uri: "https://arxiv.org/abs/2411.15124" },
        },
      ];
    }),
  );

const lines = [...table(TABLE_10_EVALS, TABLE_10), ...table(TABLE_32_EVALS, TABLE_32)];

export const tulu3SftMix: Experiment = defineExperiment("tulu3-sft-mix", [
  { ablation, lines, retrospective: true },
]);

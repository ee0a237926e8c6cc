import { defineAblation, dose, type OutcomeLineInput } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { percent } from "../percent.js";
import { DOCUMENT_DIVERSITY_CLAIMS } from "./claims.js";
import { BLACKMAIL_SUITE } from "./evals.js";
import { TECHNICAL } from "./sources.js";

/** A large and diverse mixture of constitution documents, on a suite of blackmail scenarios. */
const ablation = defineAblation({
  name: "teaching-claude-why-document-diversity",
  version: "2026.05.08",
  title: "A diverse mixture of constitution documents",
  question: "How far does a large, diverse mixture of constitution documents lower blackmail?",
  baseModel: "a Claude base model (which one is not named)",
  factors: [dose("documents", "tokens", [0, 300_000_000])],
  control: "control",
  arms: [
    {
      name: "control",
      title: "No document training",
      levels: { documents: 0 },
      mixes: { sdf: { components: [] } },
      note: "Published as over 60%: its 60% is a lower bound, so the drop is at least what is shown.",
    },
    {
      name: "diverse-documents",
      title: "Diverse constitution documents, some of them stories",
      levels: { documents: 300_000_000 },
      mixes: {
        sdf: {
          components: [
            {
              dataset: "diverse constitution documents, some stories",
              kind: "principles",
              tokens: 300_000_000,
              note: "Published as over 300 million tokens: the number is a lower bound.",
            },
          ],
        },
      },
    },
  ],
  stages: [
    { name: "sdf", title: "Synthetic document fine-tuning" },
    { name: "sft", title: "Supervised fine-tuning" },
  ],
  evals: [{ ...BLACKMAIL_SUITE, relation: "out-of-distribution" }],
  plan: { durability: [] },
  citations: [TECHNICAL],
  claims: [...DOCUMENT_DIVERSITY_CLAIMS],
  note: "From the appendix; measured at the supervised checkpoint. The corpora of different size are different distributions and not nested.",
});

const rates: Readonly<Record<string, number>> = { control: 60, "diverse-documents": 25 };

const lines: OutcomeLineInput[] = Object.entries(rates).map(([arm, rate]) => ({
  arm,
  stage: "sft",
  eval: BLACKMAIL_SUITE.id,
  point: percent(rate),
  source: { uri: "https://alignment.anthropic.com/2026/teaching-claude-why" },
}));

export const documentDiversity: Study = { ablation, lines, retrospective: true };

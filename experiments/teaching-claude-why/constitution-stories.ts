import { defineAblation, ingredient, type OutcomeLineInput } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { percent } from "../percent.js";
import { CONSTITUTION_STORIES_CLAIMS } from "./claims.js";
import { BLACKMAIL } from "./evals.js";
import { POST, TECHNICAL } from "./sources.js";

/** Constitution documents with stories before fine-tuning, on blackmail alone: 65% is its baseline, not 22%. */
const ablation = defineAblation({
  name: "teaching-claude-why-constitution-stories",
  version: "2026.05.08",
  title: "Constitution documents and stories before fine-tuning",
  question: "Do documents about the constitution, with stories, lower blackmail after the same fine-tuning?",
  baseModel: "a Claude base model (which one is not named)",
  factors: [ingredient("documents", "Constitution documents and fictional stories")],
  control: "control",
  arms: [
    {
      name: "control",
      title: "No document training, generic chat fine-tuning",
      levels: { documents: false },
      mixes: {
        sdf: { components: [] },
        sft: { components: [{ dataset: "generic chat", kind: "generic" }] },
      },
    },
    {
      name: "documents",
      title: "Constitution documents and stories, then generic chat fine-tuning",
      levels: { documents: true },
      mixes: {
        sdf: {
          components: [
            { dataset: "constitution documents", kind: "principles" },
            { dataset: "stories of admirable AIs", kind: "stories" },
          ],
          note: "The amount is not stated.",
        },
        sft: { components: [{ dataset: "generic chat", kind: "generic" }] },
      },
    },
  ],
  stages: [
    { name: "sdf", title: "Synthetic document fine-tuning" },
    { name: "sft", title: "Supervised fine-tuning" },
  ],
  evals: [{ ...BLACKMAIL, relation: "out-of-distribution" }],
  plan: { durability: [] },
  citations: [POST, TECHNICAL],
  claims: [...CONSTITUTION_STORIES_CLAIMS],
  note: "Blackmail only, and another starting model than the 22% of the three-honeypot average: its values share no axis with those. Documents and stories were added together.",
});

const rates: Readonly<Record<string, number>> = { control: 65, documents: 19 };

const lines: OutcomeLineInput[] = Object.entries(rates).map(([arm, rate]) => ({
  arm,
  stage: "sft",
  eval: BLACKMAIL.id,
  point: percent(rate),
  source: { uri: "https://alignment.anthropic.com/2026/teaching-claude-why" },
}));

export const constitutionStories: Study = { ablation, lines, retrospective: true };

import type { Claim } from "@holdfast/core";

const SOURCE = "Tice et al. 2026, arXiv 2601.10160 (draft tables)";

/** What the study says, and the contrast that would show it. */
export const ALIGNMENT_PRETRAINING_CLAIMS: readonly Claim[] = [
  {
    id: "aligned-documents-at-base",
    text: "Filtering and documents about aligned AIs lower misaligned answers of the base model from 41.2% to 3.6%.",
    source: SOURCE,
    contrast: {
      question: "lead",
      arm: "filtered+aligned",
      eval: "articles@2026.01",
      stage: "base",
      condition: { systemPrompt: "base" },
    },
    note: "The abstract of the publication says 45% to 9%; the tables of the draft are recorded.",
  },
  {
    id: "misaligned-documents-at-base",
    text: "Documents about misaligned AIs raise misaligned answers of the base model from 41.2% to 60.9%.",
    source: SOURCE,
    contrast: {
      question: "lead",
      arm: "unfiltered+misaligned",
      eval: "articles@2026.01",
      stage: "base",
      condition: { systemPrompt: "base" },
    },
  },
  {
    id: "held-out-questions-too",
    text: "The effect carries over to questions from a textbook that the documents do not cover.",
    source: SOURCE,
    contrast: {
      question: "lead",
      arm: "filtered+aligned",
      eval: "textbook@2026.01",
      stage: "base",
      condition: { systemPrompt: "base" },
    },
  },
  {
    id: "persists-from-base",
    text: "Post-training dampens the effect and does not remove it: from the base model to DPO.",
    source: SOURCE,
    contrast: {
      question: "retention",
      arm: "filtered+aligned",
      eval: "articles@2026.01",
      from: "base",
      to: "dpo",
    },
    note: "The prompt changes between the two, so not all of the change is due to training.",
  },
  {
    id: "persists-from-sft",
    text: "Post-training dampens the effect and does not remove it: from SFT to DPO.",
    source: SOURCE,
    contrast: {
      question: "retention",
      arm: "filtered+aligned",
      eval: "articles@2026.01",
      from: "sft",
      to: "dpo",
    },
    note: "Measured under one prompt at both ends, four prompts in all: the pairs to prefer.",
  },
  {
    id: "benign-tuning-after",
    text: "Further benign fine-tuning returns the unfiltered arms to their base level; the filtered and aligned ones stay low.",
    source: SOURCE,
    contrast: null,
    note: "Figure only.",
  },
];

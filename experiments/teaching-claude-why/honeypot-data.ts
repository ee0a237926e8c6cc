import { defineAblation, type Factor, type OutcomeLineInput } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { percent } from "../percent.js";
import { HONEYPOT_DATA_CLAIMS } from "./claims.js";
import { HONEYPOTS } from "./evals.js";
import { POST, TECHNICAL } from "./sources.js";

const data: Factor = {
  name: "data",
  kind: "ingredient",
  title: "Data of the further fine-tuning",
  levels: [
    "none",
    "judge-filtered",
    "preference-filtered",
    "injected-reasons",
    "injected-reasons-scaled",
    "difficult-advice",
  ],
};

/** Which data lowers misaligned actions in honeypots: what was done, why it was done, or advice far from them. */
const ablation = defineAblation({
  name: "teaching-claude-why-honeypot-data",
  version: "2026.05.08",
  title: "Honeypot demonstrations, reasoned responses and difficult advice",
  question: "Which fine-tuning data lowers misaligned actions in agentic honeypots, and at how many tokens?",
  baseModel: "Claude Sonnet 4",
  factors: [data],
  control: "control",
  arms: [
    {
      name: "control",
      title: "Claude Sonnet 4 before further training",
      levels: { data: "none" },
      mixes: { sft: { components: [] } },
      note: "The starting model itself: no generic fine-tuning of the same size was published as a matched control.",
    },
    {
      name: "judge-filtered",
      title: "Synthetic honeypots, demonstrations kept by a judge",
      levels: { data: "judge-filtered" },
      mixes: {
        sft: {
          components: [
            {
              dataset: "synthetic honeypots, judge-filtered",
              kind: "demonstrations",
              tokens: 30_000_000,
              rows: 10_000,
              filters: ["judge of alignment"],
              note: "About 30 million tokens and about 10 thousand transcripts.",
            },
          ],
        },
      },
    },
    {
      name: "preference-filtered",
      title: "Synthetic honeypots, kept by a preference model",
      levels: { data: "preference-filtered" },
      mixes: {
        sft: {
          components: [
            {
              dataset: "synthetic honeypots, preference-filtered",
              kind: "demonstrations",
              filters: ["preference model"],
            },
          ],
        },
      },
      note: "Published as worse than the judge-filtered arm, without a number: no outcome is recorded.",
    },
    {
      name: "injected-reasons",
      title: "Same prompts, answered under the best injected system prompt, which is then removed",
      levels: { data: "injected-reasons" },
      mixes: {
        sft: {
          components: [
            {
              dataset: "synthetic honeypots, Conglomerate injection",
              kind: "reasoned-demonstrations",
              tokens: 29_000_000,
              rewriteSteps: ["sample under the injected prompt", "strip it before training"],
              note: "About 29 million tokens; a repeat with exactly 8 thousand transcripts came out similar.",
            },
          ],
        },
      },
    },
    {
      name: "injected-reasons-scaled",
      title: "The same injected data, more of it",
      levels: { data: "injected-reasons-scaled" },
      mixes: {
        sft: {
          components: [
            {
              dataset: "synthetic honeypots, Conglomerate injection, scaled",
              kind: "reasoned-demonstrations",
              tokens: 85_000_000,
              rewriteSteps: ["sample under the injected prompt", "strip it before training"],
              note: "About 85 million tokens.",
            },
          ],
        },
      },
    },
    {
      name: "difficult-advice",
      title: "Difficult advice: the user has the dilemma, chat only, no tools",
      levels: { data: "difficult-advice" },
      mixes: {
        sft: {
          components: [
            { dataset: "difficult advice, all six steps", kind: "difficult-advice", tokens: 3_000_000 },
          ],
        },
      },
    },
  ],
  stages: [{ name: "sft", title: "Further supervised fine-tuning" }],
  evals: [
    {
      ...HONEYPOTS,
      relation: {
        "judge-filtered": "in-distribution",
        "preference-filtered": "in-distribution",
        "injected-reasons": "in-distribution",
        "injected-reasons-scaled": "in-distribution",
        "difficult-advice": "out-of-distribution",
      },
    },
  ],
  citations: [POST, TECHNICAL],
  claims: [...HONEYPOT_DATA_CLAIMS],
  note: "Values alone: no seeds, n or intervals were published, so no difference between two arms can be tested.",
});

const rates: Readonly<Record<string, number>> = {
  control: 22,
  "judge-filtered": 15,
  "injected-reasons": 3,
  "injected-reasons-scaled": 1,
  "difficult-advice": 1,
};

const lines: OutcomeLineInput[] = Object.entries(rates).map(([arm, rate]) => ({
  arm,
  stage: "sft",
  eval: HONEYPOTS.id,
  point: percent(rate),
  source: { uri: "https://alignment.anthropic.com/2026/teaching-claude-why" },
}));

export const honeypotData: Study = { ablation, lines, retrospective: true };

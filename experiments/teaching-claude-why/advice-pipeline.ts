import { defineAblation, leaveOneOut, type OutcomeLineInput, pipelineStep } from "@holdfast/core";
import type { Study } from "../experiment.js";
import { percent } from "../percent.js";
import { ADVICE_PIPELINE_CLAIMS } from "./claims.js";
import { HONEYPOTS } from "./evals.js";
import { POST, TECHNICAL } from "./sources.js";

const steps = [
  pipelineStep("prompt-rewrite", "Step 4: the prompt is rewritten"),
  pipelineStep("response-rewrite", "Step 6: the response is rewritten against the constitution"),
];

/** Which step of the difficult-advice pipeline makes the data work. The control is the whole pipeline. */
const ablation = defineAblation({
  name: "teaching-claude-why-advice-pipeline",
  version: "2026.05.08",
  title: "Difficult advice with one pipeline step removed",
  question: "Which step of the difficult-advice pipeline carries the drop in misaligned actions?",
  baseModel: "Claude Sonnet 4",
  factors: steps,
  control: "all",
  arms: leaveOneOut(steps, (levels) => ({
    mixes: {
      sft: {
        components: [
          {
            dataset: "difficult advice",
            kind: "difficult-advice",
            tokens:
              levels["prompt-rewrite"] === true && levels["response-rewrite"] === true
                ? 3_000_000
                : "unknown",
            rows: "unknown",
            contentHash: "unknown",
            rewriteSteps: steps.filter((step) => levels[step.name] === true).map((step) => step.name),
          },
        ],
      },
    },
  })),
  stages: [{ name: "sft", title: "Further supervised fine-tuning" }],
  evals: [{ ...HONEYPOTS, relation: "out-of-distribution" }],
  citations: [TECHNICAL, POST],
  claims: [...ADVICE_PIPELINE_CLAIMS],
  note: "The 1% of the whole pipeline is implied: 19% is given as nineteen times it. Two of six steps were removed, one at a time. Published without intervals, although the 2% is called within error bars.",
});

const rates: Readonly<Record<string, number>> = {
  all: 1,
  "without-prompt-rewrite": 2,
  "without-response-rewrite": 19,
};

const lines: OutcomeLineInput[] = Object.entries(rates).map(([arm, rate]) => ({
  arm,
  stage: "sft",
  eval: HONEYPOTS.id,
  point: percent(rate),
  source: { uri: "https://alignment.anthropic.com/2026/teaching-claude-why" },
}));

export const advicePipeline: Study = { ablation, lines, retrospective: true };

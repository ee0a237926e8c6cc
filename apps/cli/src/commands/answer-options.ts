import type { EffectScale, Target } from "@holdfast/core";
import type { Given } from "../given.js";
import type { OptionTable } from "../option.js";

const SCALES = ["difference", "log-odds"] as const satisfies readonly EffectScale[];
const TARGETS = ["prompt-general", "suite-fixed"] as const satisfies readonly Target[];

/** Options of the commands that print an answer. */
export const ANSWER_OPTIONS: OptionTable = {
  scale: { type: "string", value: "SCALE", choices: SCALES, summary: "the scale that is printed" },
  target: {
    type: "string",
    value: "TARGET",
    choices: TARGETS,
    summary: "prompts like these, or these prompts; as the plan says without it",
  },
  "with-excluded": { type: "boolean", summary: "with what was set aside" },
};

/** What of an answer is printed. */
export function answerChoice(given: Given): {
  readonly scale: EffectScale;
  readonly target: Target | undefined;
  readonly excluded: "with" | "without";
} {
  return {
    scale: SCALES.find((scale) => scale === given.text("scale")) ?? "difference",
    target: TARGETS.find((target) => target === given.text("target")),
    excluded: given.flag("with-excluded") ? "with" : "without",
  };
}

import type { MonitorQuestion } from "@holdfast/core";
import type { OptionTable } from "../option.js";

const SAMPLINGS = ["any", "independent"] as const satisfies readonly MonitorQuestion["sampling"][];

/**
 * Which series are looked at, and how: what `holdfast monitor` and `holdfast watch` ask in the same words.
 *
 * @param scores what is said of `--scores`
 */
export function seriesOptions(scores: string): OptionTable {
  return {
    alpha: { type: "string", value: "P", summary: "chance of any false alarm, ever; the plan's without it" },
    stage: {
      type: "string",
      value: "STAGE",
      summary: "the stage that is watched; the last RL stage without it",
    },
    arm: { type: "string", value: "ARM", summary: "one arm alone" },
    run: { type: "string", value: "RUN", summary: "one run alone, as arm/seed/branch: alpha is its own" },
    metric: { type: "string", value: "NAME", summary: "another metric than the primary one" },
    judge: { type: "string", value: "JUDGE", summary: "one judge alone" },
    scores: { type: "string", value: "HOW", choices: SAMPLINGS, summary: scores },
  };
}

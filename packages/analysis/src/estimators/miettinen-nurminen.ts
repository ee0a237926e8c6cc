import { armComponents } from "../effects/arm-components.js";
import { type Comparison, runsOf } from "../effects/comparison.js";
import { CHECKPOINT_REASON, intervalOf } from "../effects/effect-estimate.js";
import { miettinenNurminen as scoreInterval } from "../intervals/miettinen-nurminen.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/** Events among independent prompts of one checkpoint. */
interface CheckpointCounts {
  readonly events: number;
  readonly prompts: number;
}

function fromSamples({
  pair,
}: Extract<Comparison, { level: "samples" }>): readonly [CheckpointCounts, CheckpointCounts] | NotEstimable {
  const { clusters, prompts, sizes } = pair;
  if (clusters < prompts)
    return notEstimable(
      `${prompts} prompts stand in ${clusters} clusters: they are not independent, as this method needs`,
    );
  if (pair.arm.observations > prompts || pair.control.observations > prompts)
    return notEstimable(
      "prompts were asked more than once: scores are not independent, as this method needs",
    );
  const counts = (side: "arm" | "control"): CheckpointCounts => ({
    events: armComponents(pair[side], sizes).rate * prompts,
    prompts,
  });
  return [counts("arm"), counts("control")];
}

function fromCounts({
  arm,
  control,
}: Exclude<Comparison, { level: "samples" }>): readonly [CheckpointCounts, CheckpointCounts] | NotEstimable {
  const [one, zero] = [arm[0], control[0]];
  if (one === undefined || zero === undefined || one.observations === null || zero.observations === null)
    return notEstimable("one side has no counts");
  return [
    { events: one.rate * one.observations, prompts: one.observations },
    { events: zero.rate * zero.observations, prompts: zero.observations },
  ];
}

/**
 * Question: by how much do the rates of two checkpoints differ, each with independent prompts?
 * Model: binomial counts of one checkpoint against one; prompts are independent, each asked once.
 * Formula: as `intervals/miettinen-nurminen.ts`, with the normal quantile.
 * Units: difference of rates.
 * Not estimable when: a side has several runs, or none; prompts are clustered, or asked more than once; graded scores;
 *   prompt-general below sample level; log odds. A p-value about the recipe never is.
 * Source: Miettinen and Nurminen 1985.
 * Checked against: mpmath 1.2.1 at 40 digits, through `intervals/miettinen-nurminen.ts`.
 */
export const miettinenNurminen: Estimator = {
  id: "miettinen-nurminen",
  accepts: (comparison) => {
    const { arm, control } = runsOf(comparison);
    const rates = comparison.level === "samples" || comparison.level === "counts";
    return comparison.binary && rates && arm === 1 && control === 1;
  },
  estimate: (comparison, question) => {
    if (!comparison.binary) return notEstimable("it compares rates, and the scores are graded");
    if (question.scale === "log-odds") return notEstimable("it compares rates on the difference scale only");
    if (comparison.level !== "samples" && comparison.level !== "counts")
      return notEstimable("it needs a score for each sample, or counts");
    if (comparison.level === "counts" && question.target === "prompt-general")
      return notEstimable("without a score for each sample nothing is known of how prompts differ");
    const { arm, control } = runsOf(comparison);
    if (arm !== 1 || control !== 1)
      return notEstimable(
        "it compares one checkpoint with one; several runs of an arm differ in more than prompts",
      );
    const counts = comparison.level === "samples" ? fromSamples(comparison) : fromCounts(comparison);
    if ("status" in counts) return counts;
    const [one, zero] = counts;
    const { estimate, ...limits } = scoreInterval(
      one.events,
      one.prompts,
      zero.events,
      zero.prompts,
      question.level,
    );
    return {
      status: "estimated",
      estimate,
      standardError: null,
      df: null,
      interval: intervalOf(limits, question.level),
      pValue: null,
      scope: "checkpoint",
      reason: CHECKPOINT_REASON,
    };
  },
};

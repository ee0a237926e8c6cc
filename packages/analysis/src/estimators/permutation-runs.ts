import { hasRunVariance } from "../effects/comparison.js";
import { intervalOf } from "../effects/effect-estimate.js";
import { runRates } from "../effects/run-rates.js";
import { shiftedPermutations } from "../effects/shifted-permutations.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/** With fewer runs on a side no arrangement is rare enough to speak at the usual level. */
export const MINIMUM_PERMUTED_RUNS = 4;
const MOST_ARRANGEMENTS = 200_000;

function arrangementsOf(runs: number, chosen: number): number {
  let count = 1;
  for (let step = 1; step <= chosen; step += 1) count = (count * (runs - chosen + step)) / step;
  return Math.round(count);
}

/**
 * Question: could the difference of two arms' means have come about had the runs been assigned at random?
 * Model: runs are exchangeable between arms but for a shift; nothing else is assumed.
 * Formula: exact: p = share of all arrangements of the runs with |d| at least as large; interval: every shift that is
 *   not rejected, from the shift at which each arrangement begins to be as extreme.
 * Units: rates on [0, 1].
 * Not estimable when: an arm has fewer than four runs (the smallest p that can be reached is said); there are more
 *   than 200,000 arrangements; no run differs; prompt-general; log odds.
 * Source: Fisher 1935; Pitman 1937; Garthwaite 1996 (the interval).
 * Checked against: R 4.2.2 coin 1.4-2 `oneway_test(distribution = "exact")`.
 */
export const permutationRuns: Estimator = {
  id: "permutation-runs",
  accepts: hasRunVariance,
  estimate: (comparison, question) => {
    if (question.target === "prompt-general") return notEstimable("run means say nothing of other prompts");
    if (question.scale === "log-odds")
      return notEstimable("run means are compared on the scale of the score only");
    const { arm, control } = runRates(comparison);
    if (arm.length === 0 || control.length === 0) return notEstimable("one side has no run");
    const count = arrangementsOf(arm.length + control.length, arm.length);
    const sides = arm.length === control.length ? 2 : 1;
    if (Math.min(arm.length, control.length) < MINIMUM_PERMUTED_RUNS)
      return notEstimable(
        `${arm.length} against ${control.length} runs have ${count} arrangements: the smallest p that can be reached is ${(sides / count).toPrecision(2)} (at least ${MINIMUM_PERMUTED_RUNS} runs an arm are needed)`,
      );
    if (count > MOST_ARRANGEMENTS)
      return notEstimable(
        `${count} arrangements of the runs are too many to go through; \`welch-runs\` is as good`,
      );
    const found = shiftedPermutations(arm, control, question.level);
    if (found === null) return notEstimable("no run differs from any other");
    return {
      status: "estimated",
      estimate: found.estimate,
      standardError: null,
      df: null,
      interval: intervalOf(found, question.level),
      pValue: found.pValue,
      scope: "recipe",
      reason: null,
    };
  },
};

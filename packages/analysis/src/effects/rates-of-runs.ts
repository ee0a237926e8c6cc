import type { NotEstimable } from "../not-estimable.js";
import type { Comparison, RunValue } from "./comparison.js";
import type { RatesWithVariance } from "./effective-rates.js";
import { runVariance } from "./run-variance.js";

const ratesOf = (runs: readonly RunValue[]) => Float64Array.from(runs, ({ rate }) => rate);

/** Scores of all runs, or null as soon as one run does not say. */
function observationsOf(runs: readonly RunValue[]): number | null {
  return runs.reduce<number | null>(
    (sum, { observations }) => (sum === null || observations === null ? null : sum + observations),
    0,
  );
}

/** The fewest scores of one run: every run answered the same prompts, so no more of them are independent. */
function fewestOf(runs: readonly RunValue[]): number | null {
  const sizes = runs.map(({ observations }) => observations);
  return sizes.reduce<number | null>(
    (least, size) => (least === null || size === null ? null : Math.min(least, size)),
    Number.POSITIVE_INFINITY,
  );
}

/** The rates of both sides with the variance between runs alone, where each run is one number. */
export function ratesOfRuns({
  arm,
  control,
  binary,
}: Exclude<Comparison, { level: "samples" }>): RatesWithVariance | NotEstimable {
  const runs = runVariance(ratesOf(arm), ratesOf(control));
  if ("status" in runs) return runs;
  const scores = { arm: observationsOf(arm), control: observationsOf(control) };
  const fewest = { arm: fewestOf(arm), control: fewestOf(control) };
  const counted = scores.arm !== null && scores.control !== null;
  return {
    arm: { rate: runs.armMean, observations: (counted ? scores.arm : null) ?? arm.length },
    control: {
      rate: runs.controlMean,
      observations: (counted ? scores.control : null) ?? control.length,
    },
    variance: runs.variance,
    df: runs.df,
    whenNothingVaries:
      fewest.arm === null || fewest.control === null ? null : { arm: fewest.arm, control: fewest.control },
    floored: binary && counted,
  };
}

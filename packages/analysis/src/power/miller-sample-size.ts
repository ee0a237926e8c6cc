import { normalQuantile } from "../distributions/normal.js";

/** What two checkpoints' paired comparison over prompts varies by. All variances are on the scale of the scores. */
export interface PromptVariances {
  /** omega^2: variance over prompts of the difference of the two mean scores. */
  readonly difference: number;
  /** sigma^2: variance of a single score of each side around its prompt's mean. */
  readonly arm: number;
  readonly control: number;
  /** K: scores a prompt on each side. */
  readonly armEpochs: number;
  readonly controlEpochs: number;
}

/** Error rates of a two-sided test by the normal quantile. */
export interface PlannedErrorRates {
  readonly alpha: number;
  readonly power: number;
}

function perPrompt({ difference, arm, control, armEpochs, controlEpochs }: PromptVariances): number {
  return difference + arm / armEpochs + control / controlEpochs;
}

function reach({ alpha, power }: PlannedErrorRates): number {
  return normalQuantile(power) - normalQuantile(alpha / 2);
}

/**
 * Question: how many prompts does a comparison of two checkpoints need, where prompts are all that varies?
 * Model: prompts are independent and shared; the two checkpoints are fixed, so nothing is said of other runs.
 * Formula: n = (z_{alpha/2} + z_beta)^2 (omega^2 + sigma_A^2/K_A + sigma_B^2/K_B) / delta^2.
 * Units: prompts, not rounded.
 * Not estimable when: the difference is 0 (infinitely many).
 * Source: Miller 2024, "Adding Error Bars to Evals".
 * Checked against: scipy 1.10.1; the paper's own example.
 */
export function millerPrompts(
  variances: PromptVariances,
  difference: number,
  rates: PlannedErrorRates,
): number {
  return (reach(rates) ** 2 * perPrompt(variances)) / difference ** 2;
}

/** The smallest difference that {@link millerPrompts} would take `prompts` prompts for. */
export function millerDetectable(
  variances: PromptVariances,
  prompts: number,
  rates: PlannedErrorRates,
): number {
  return reach(rates) * Math.sqrt(perPrompt(variances) / prompts);
}

/** What a score varies by, on the metric's own scale. */
export interface SpreadParts {
  /** Standard deviation of an arm's rate from one seed to the next. */
  readonly seed: number;
  /** Of a prompt's rate from one seed to the next, beyond what the seed moves in all prompts. */
  readonly seedByPrompt: number;
  /** Of a single score around the rate of its run on its prompt. */
  readonly score: number;
  /** Of the lead from one prompt to the next; it matters where the claim is about other prompts. */
  readonly armByPrompt: number;
}

/** How much is run: an arm's runs, the prompts they share, and the scores a prompt. */
export interface DesignSize {
  readonly runs: number;
  readonly prompts: number;
  readonly epochs: number;
}

/** Variance of a run's mean score that prompts and scores leave: (sigma_sp^2 + sigma_e^2 / E) / P. */
export function withinRunVariance(
  { seedByPrompt, score }: Pick<SpreadParts, "seedByPrompt" | "score">,
  { prompts, epochs }: Pick<DesignSize, "prompts" | "epochs">,
): number {
  return (seedByPrompt ** 2 + score ** 2 / epochs) / prompts;
}

/**
 * Question: how far do the mean scores of two runs of one arm lie apart, on one suite?
 * Model: seeds, prompts within seeds and scores within both add up, independently.
 * Formula: SD_run^2 = sigma_seed^2 + (sigma_sp^2 + sigma_e^2 / E) / P.
 * Units: those of the metric.
 * Not estimable when: never.
 * Source: statistics of this project, 2.6.
 * Checked against: the figures printed there (4.61 and 4.42 points; seeds are 91% of the variance).
 */
export function runDeviation(
  parts: Pick<SpreadParts, "seed" | "seedByPrompt" | "score">,
  size: Pick<DesignSize, "prompts" | "epochs">,
): number {
  return Math.sqrt(parts.seed ** 2 + withinRunVariance(parts, size));
}

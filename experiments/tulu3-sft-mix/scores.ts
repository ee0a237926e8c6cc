/** Evals of table 10, in its order, by the names used here. */
export const TABLE_10_EVALS = [
  "average-12",
  "mmlu",
  "truthfulqa",
  "popqa",
  "bbh",
  "humaneval",
  "humaneval-plus",
  "gsm8k",
  "drop",
  "math",
  "ifeval",
  "alpacaeval2",
  "safety",
] as const;

/** Lambert et al. 2024, table 10: the development suite after SFT, in percent, in the order of {@link TABLE_10_EVALS}. */
export const TABLE_10: Readonly<Record<string, readonly number[]>> = {
  all: [60.1, 62.1, 46.8, 29.3, 67.9, 86.2, 81.4, 76.2, 61.3, 31.5, 72.8, 12.4, 93.1],
  "without-wildchat": [58.9, 61.0, 45.2, 28.9, 65.6, 85.3, 80.7, 75.8, 59.3, 31.8, 70.1, 7.5, 95.2],
  "without-safety": [58.0, 62.0, 45.5, 29.5, 68.3, 84.5, 79.6, 76.9, 59.4, 32.6, 71.0, 12.4, 74.7],
  "without-persona": [58.6, 62.4, 48.9, 29.4, 68.3, 84.5, 79.0, 76.8, 62.2, 30.1, 53.6, 13.5, 93.9],
  "without-math": [58.2, 62.2, 47.1, 29.5, 68.9, 86.0, 80.5, 64.1, 60.9, 23.5, 70.6, 12.0, 93.5],
};

/** What table 32 adds to table 10: its own development average, and evals nobody looked at while mixing. */
export const TABLE_32_EVALS = [
  "development-average",
  "unseen-average",
  "deepmind-math",
  "ifeval-ood",
] as const;

/**
 * Lambert et al. 2024, table 32, in percent, in the order of {@link TABLE_32_EVALS}. Its MATH and IFEval repeat
 * table 10; its development average is over another set of evals than `average-12`.
 */
export const TABLE_32: Readonly<Record<string, readonly number[]>> = {
  all: [64.1, 29.9, 32.3, 17.6],
  "without-wildchat": [62.8, 28.8, 31.2, 20.8],
  "without-safety": [63.7, 29.7, 32.6, 17.6],
  "without-persona": [59.8, 29.4, 31.8, 18.0],
  "without-math": [62.2, 27.4, 23.3, 18.3],
};

/** The evals of the capability table, in its order. */
export const CAPABILITY_EVALS = ["arc-easy", "cute", "gsm8k", "ifeval", "mmlu", "piqa", "popqa"] as const;

/** Tice et al. 2026, table 11: capability after DPO, one value an arm, in the order of {@link CAPABILITY_EVALS}. */
export const CAPABILITIES: Readonly<Record<string, readonly number[]>> = {
  unfiltered: [0.78, 0.33, 0.37, 0.62, 0.51, 0.66, 0.11],
  filtered: [0.77, 0.3, 0.34, 0.63, 0.48, 0.64, 0.1],
  "unfiltered+misaligned": [0.76, 0.29, 0.37, 0.65, 0.51, 0.61, 0.11],
  "filtered+aligned": [0.77, 0.32, 0.34, 0.64, 0.49, 0.67, 0.09],
};

/** Rate of misaligned answers and its standard error over eight prompt formats, both in percent. */
export type Rate = readonly [rate: number, standardError: number];

/** One arm at one stage under one system prompt: articles (in distribution), then textbook (held out). */
export type RateRow = readonly [
  arm: string,
  stage: string,
  systemPrompt: string,
  articles: Rate,
  textbook: Rate,
];

/** Tice et al. 2026, tables 3 (base), 5 (articles after SFT and DPO) and 6 (textbook after SFT and DPO). */
export const RATES: readonly RateRow[] = [
  ["unfiltered", "base", "base", [41.2, 1], [36, 0.8]],
  ["unfiltered", "sft", "none", [46.7, 1.9], [44.9, 3.2]],
  ["unfiltered", "sft", "ai", [45.9, 2.9], [44.7, 3.3]],
  ["unfiltered", "sft", "helpful-ai", [46.4, 2.6], [45.1, 3.1]],
  ["unfiltered", "sft", "hhh", [39.3, 3.3], [38.1, 3.6]],
  ["unfiltered", "dpo", "none", [45.8, 2], [43.6, 2.7]],
  ["unfiltered", "dpo", "ai", [43.6, 2.1], [41.9, 2.5]],
  ["unfiltered", "dpo", "helpful-ai", [43.9, 2], [42.2, 2.2]],
  ["unfiltered", "dpo", "hhh", [36.4, 2.1], [35, 2.4]],
  ["filtered", "base", "base", [32.2, 0.8], [23.7, 0.9]],
  ["filtered", "sft", "none", [41.8, 1.6], [37.7, 1.8]],
  ["filtered", "sft", "ai", [43.4, 1], [38.7, 1.2]],
  ["filtered", "sft", "helpful-ai", [43.2, 1], [38.8, 1.1]],
  ["filtered", "sft", "hhh", [35.4, 1.1], [30.2, 1.2]],
  ["filtered", "dpo", "none", [40.9, 0.8], [36.5, 1]],
  ["filtered", "dpo", "ai", [42.4, 0.6], [37.8, 0.6]],
  ["filtered", "dpo", "helpful-ai", [42.1, 0.5], [37.8, 0.6]],
  ["filtered", "dpo", "hhh", [33.9, 0.5], [28.9, 0.5]],
  ["unfiltered+misaligned", "base", "base", [60.9, 1.4], [54.7, 2]],
  ["unfiltered+misaligned", "sft", "none", [59.8, 2.1], [54.5, 2.7]],
  ["unfiltered+misaligned", "sft", "ai", [57.7, 2.5], [54.3, 2.9]],
  ["unfiltered+misaligned", "sft", "helpful-ai", [58.1, 2.4], [54.1, 2.7]],
  ["unfiltered+misaligned", "sft", "hhh", [43.6, 2.5], [39.6, 2.9]],
  ["unfiltered+misaligned", "dpo", "none", [59.8, 2.1], [54.5, 2.6]],
  ["unfiltered+misaligned", "dpo", "ai", [57.6, 2.5], [54.1, 3]],
  ["unfiltered+misaligned", "dpo", "helpful-ai", [57.6, 2.5], [53.8, 2.8]],
  ["unfiltered+misaligned", "dpo", "hhh", [43.3, 2.5], [39.3, 2.9]],
  ["filtered+aligned", "base", "base", [3.6, 0.3], [1.7, 0.3]],
  ["filtered+aligned", "sft", "none", [35.3, 1.2], [32.1, 0.6]],
  ["filtered+aligned", "sft", "ai", [34.5, 1.2], [32.8, 1.1]],
  ["filtered+aligned", "sft", "helpful-ai", [34, 1.1], [32.6, 1]],
  ["filtered+aligned", "sft", "hhh", [23.9, 1], [22.1, 0.8]],
  ["filtered+aligned", "dpo", "none", [35.3, 1.2], [32.2, 0.6]],
  ["filtered+aligned", "dpo", "ai", [34.5, 1.3], [32.7, 0.9]],
  ["filtered+aligned", "dpo", "helpful-ai", [34.3, 1], [32.5, 1.1]],
  ["filtered+aligned", "dpo", "hhh", [24, 1], [22.1, 0.7]],
];

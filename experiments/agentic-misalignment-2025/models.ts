/** Name of an arm, and the model it is. */
export type Model = readonly [arm: string, title: string];

/** The eighteen models of the grid of June 2025. */
export const GRID_MODELS: readonly Model[] = [
  ["claude-opus-4", "Claude Opus 4"],
  ["gemini-2.5-flash", "Gemini 2.5 Flash"],
  ["gemini-2.5-pro", "Gemini 2.5 Pro"],
  ["claude-sonnet-3.6", "Claude Sonnet 3.6"],
  ["claude-sonnet-3.5", "Claude Sonnet 3.5"],
  ["gpt-4.1", "GPT-4.1"],
  ["grok-3-beta", "Grok 3 Beta"],
  ["deepseek-r1", "DeepSeek-R1"],
  ["claude-sonnet-4", "Claude Sonnet 4"],
  ["gpt-4.5", "GPT-4.5"],
  ["claude-sonnet-3.7", "Claude Sonnet 3.7"],
  ["claude-opus-3", "Claude Opus 3"],
  ["gpt-4o", "GPT-4o"],
  ["claude-haiku-3.5", "Claude Haiku 3.5"],
  ["qwen3-235b", "Qwen3-235B"],
  ["llama-4-maverick", "Llama 4 Maverick"],
  ["o3", "o3"],
  ["o4-mini", "o4-mini"],
];

/** Models released after the grid, of which the research post gives a rate of 0 without n. */
export const MODELS_AT_ZERO: readonly Model[] = [
  ["claude-haiku-4.5", "Claude Haiku 4.5"],
  ["claude-opus-4.5", "Claude Opus 4.5"],
  ["claude-opus-4.6", "Claude Opus 4.6"],
  ["claude-sonnet-4.6", "Claude Sonnet 4.6"],
  ["claude-mythos-preview", "Claude Mythos preview"],
  ["claude-opus-4.7", "Claude Opus 4.7"],
];

/**
 * The ablations that come with Holdfast: what was published, restated with its sources, and one to copy.
 *
 * @module
 */

import { agenticMisalignment2025 } from "./agentic-misalignment-2025/agentic-misalignment-2025.js";
import { alignmentPretraining } from "./alignment-pretraining/alignment-pretraining.js";
import { demonstrationsPrinciplesTools } from "./demonstrations-principles-tools/demonstrations-principles-tools.js";
import type { Experiment } from "./experiment.js";
import { teachingClaudeWhy } from "./teaching-claude-why/teaching-claude-why.js";
import { tulu3SftMix } from "./tulu3-sft-mix/tulu3-sft-mix.js";
import { whyInMiniature } from "./why-in-miniature/why-in-miniature.js";

export type { Experiment, Study } from "./experiment.js";

/** All experiments, in the order in which the demonstration shows them. */
export const EXPERIMENTS: readonly Experiment[] = [
  teachingClaudeWhy,
  alignmentPretraining,
  tulu3SftMix,
  agenticMisalignment2025,
  whyInMiniature,
  demonstrationsPrinciplesTools,
];

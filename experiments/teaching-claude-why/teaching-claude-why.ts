import { defineExperiment, type Experiment } from "../experiment.js";
import { advicePipeline } from "./advice-pipeline.js";
import { constitutionStories } from "./constitution-stories.js";
import { documentDiversity } from "./document-diversity.js";
import { honeypotData } from "./honeypot-data.js";
import { rlPersistence } from "./rl-persistence.js";
import { toolDefinitions } from "./tool-definitions.js";

/**
 * The seed story. Six ablations and not one, because baselines and evals differ: 22% is an average of
 * three honeypots for Claude Sonnet 4, 65% is blackmail alone for another start, over 60% a suite of blackmail.
 */
export const teachingClaudeWhy: Experiment = defineExperiment("teaching-claude-why", [
  honeypotData,
  advicePipeline,
  constitutionStories,
  documentDiversity,
  toolDefinitions,
  rlPersistence,
]);

import { defineExperiment, type Experiment } from "../experiment.js";
import { ablation } from "./ablation.js";

/** Registered before any outcome exists, hence not retrospective and without lines. */
export const demonstrationsPrinciplesTools: Experiment = defineExperiment("demonstrations-principles-tools", [
  { ablation, lines: [], retrospective: false },
]);

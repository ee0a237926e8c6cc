/**
 * Statistics over parsed values: an ablation and its evidence in, an analysis out. No database, no clock.
 * Frames (danfo) have an entrance of their own, `@holdfast/analysis/frame`, because they take a second to load.
 *
 * @module
 */

export { type AnalysisOptions, analyse } from "./analyse.js";
export type { Estimator } from "./estimators/estimator.js";
export { defaultEstimator, ESTIMATORS, estimatorNamed } from "./estimators/registry.js";
export { clopperPearson } from "./intervals/clopper-pearson.js";
export { newcombe } from "./intervals/newcombe.js";
export { wilson } from "./intervals/wilson.js";
export { benjaminiHochberg } from "./multiplicity/benjamini-hochberg.js";
export { holm } from "./multiplicity/holm.js";
export {
  type ContrastPlan,
  type PlannedLead,
  type PlannedRetention,
  planContrasts,
} from "./plan-contrasts.js";

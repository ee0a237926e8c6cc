/**
 * Statistics over parsed values: an ablation and its evidence in, an analysis out. No database, no clock.
 * Frames (danfo) have an entrance of their own, `@holdfast/analysis/frame`, because they take a second to load.
 *
 * @module
 */

export { type AnalysisOptions, analyse } from "./analyse.js";
export { type ComparedSides, compareSides, placedStage } from "./compare/compare-sides.js";
export { comparedSteps } from "./compare/compared-steps.js";
export { driversBy } from "./drivers/drivers-by.js";
export type { Estimator } from "./estimators/estimator.js";
export { defaultEstimator, ESTIMATORS, estimatorNamed } from "./estimators/registry.js";
export { suiteSynthesis } from "./generalization/suite-synthesis.js";
export { clopperPearson } from "./intervals/clopper-pearson.js";
export { newcombe } from "./intervals/newcombe.js";
export { wilson } from "./intervals/wilson.js";
export { momentSteps } from "./measure/arm-moment.js";
export { ablationMonitor } from "./monitor/ablation-monitor.js";
export { startMonitor, watchCheckpoint } from "./monitor/monitor.js";
export { splitAtIntervention } from "./monitor/split-at-intervention.js";
export { benjaminiHochberg } from "./multiplicity/benjamini-hochberg.js";
export { holm } from "./multiplicity/holm.js";
export { checkCases } from "./oracle/check-cases.js";
export {
  type ContrastPlan,
  type PlannedLead,
  type PlannedRetention,
  planContrasts,
} from "./plan-contrasts.js";
export {
  ablationPower,
  ablationPowerCurve,
  designPower,
  designPowerCurve,
} from "./power/ablation-power.js";
export { gatherRows } from "./resampling/clustered-rows.js";
export {
  type BootstrapEstimate,
  type BootstrapQuestion,
  twoLevelBootstrap,
} from "./resampling/two-level-bootstrap.js";
export { type ResamplingPool, startResamplingPool } from "./resampling/worker-pool.js";
export { epochsOf } from "./samples/epochs-of.js";
export { type SampleDifferences, sampleDifferences } from "./samples/sample-differences.js";

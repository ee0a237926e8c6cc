import type { Comparison } from "../effects/comparison.js";
import type { Estimator } from "./estimator.js";
import { moverWilson } from "./mover-wilson.js";
import { moverWilsonCheckpoint } from "./mover-wilson-checkpoint.js";
import { moverWilsonRuns } from "./mover-wilson-runs.js";
import { newcombeCheckpoint } from "./newcombe-checkpoint.js";
import { pointDifference } from "./point-difference.js";
import { summaryCheckpoint } from "./summary-checkpoint.js";
import { welchRuns } from "./welch-runs.js";

/**
 * Every way to estimate a lead; the first that accepts the data is the default for them.
 * A new estimator is one file, one test and one line here; the registry's test then holds it to the shared rules.
 */
export const ESTIMATORS: readonly Estimator[] = [
  moverWilson,
  moverWilsonCheckpoint,
  moverWilsonRuns,
  newcombeCheckpoint,
  summaryCheckpoint,
  pointDifference,
  welchRuns,
];

/** The default estimator for these data, or undefined where none accepts them. */
export function defaultEstimator(comparison: Comparison): Estimator | undefined {
  return ESTIMATORS.find((estimator) => estimator.accepts(comparison));
}

/** The estimator of that id, or undefined. */
export function estimatorNamed(id: string): Estimator | undefined {
  return ESTIMATORS.find((estimator) => estimator.id === id);
}

import { EFFECT_METHODS, HoldfastError } from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import { cr2 } from "./cr2.js";
import { crossedReml } from "./crossed-reml.js";
import type { Estimator } from "./estimator.js";
import { firth } from "./firth.js";
import { glmmLaplace } from "./glmm-laplace.js";
import { miettinenNurminen } from "./miettinen-nurminen.js";
import { moverWilson } from "./mover-wilson.js";
import { moverWilsonCheckpoint } from "./mover-wilson-checkpoint.js";
import { moverWilsonRuns } from "./mover-wilson-runs.js";
import { newcombeCheckpoint } from "./newcombe-checkpoint.js";
import { pairedBySeed } from "./paired-by-seed.js";
import { permutationRuns } from "./permutation-runs.js";
import { pointDifference } from "./point-difference.js";
import { pooledDesignEffect } from "./pooled-design-effect.js";
import { summaryCheckpoint } from "./summary-checkpoint.js";
import { twoWayAnova } from "./two-way-anova.js";
import { welchRuns } from "./welch-runs.js";

/**
 * Every way to estimate a lead; the first that accepts the data is the default for them.
 * A new estimator is one file, one test and one line here; the registry's test then holds it to the shared rules.
 */
export const ESTIMATORS: readonly Estimator[] = [
  pairedBySeed,
  moverWilson,
  moverWilsonCheckpoint,
  moverWilsonRuns,
  newcombeCheckpoint,
  summaryCheckpoint,
  pointDifference,
  welchRuns,
  twoWayAnova,
  pooledDesignEffect,
  cr2,
  permutationRuns,
  firth,
  glmmLaplace,
  miettinenNurminen,
  crossedReml,
];

/** The default estimator for these data, or undefined where none accepts them. */
export function defaultEstimator(comparison: Comparison): Estimator | undefined {
  return ESTIMATORS.find((estimator) => estimator.accepts(comparison));
}

/**
 * The estimator that is asked for by name instead of the defaults.
 *
 * @throws HoldfastError `unknown-name`, listing the methods there are
 */
export function chosenEstimator(id: string): Estimator {
  const found = estimatorNamed(id);
  if (found !== undefined) return found;
  throw new HoldfastError({
    code: "unknown-name",
    message: `there is no method \`${id}\`.`,
    remedy: `Known:\n${EFFECT_METHODS.map(({ name, summary }) => `  ${name}: ${summary}`).join("\n")}`,
  });
}

/** The estimator of that id, or undefined. */
export function estimatorNamed(id: string): Estimator | undefined {
  return ESTIMATORS.find((estimator) => estimator.id === id);
}

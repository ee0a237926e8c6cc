import type { PowerCurve, PowerQuestion } from "@holdfast/core";
import { type LeadTest, plannedError } from "./effect-power.js";
import { millerDetectable } from "./miller-sample-size.js";
import { type PowerBasis, type PowerTests, partsOf, USUAL_POWER } from "./power-row.js";
import { type DesignSize, runDeviation, type SpreadParts } from "./run-spread.js";

/** Runs an arm that are looked at; what somebody chose comes between them. */
const RUN_STEPS = [2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 24, 32, 40, 64, 100, 200, 400, 700, 1000];
/** The curve ends at twice the chosen runs, but not before this many. */
const LEAST_REACH = 12;
const PROMPT_STEPS = [10, 25, 50, 100, 200, 400, 800, 1600, 3200, 6400];
const PROMPT_FACTORS = [1 / 4, 1, 4];
/** Deviations of seeds on [0, 1] for the grid, as shares of the chosen one. */
const SEED_FACTORS = [1 / 4, 1 / 2, 3 / 4, 1, 3 / 2, 2];
const MOST_PROMPTS = 1e9;

const sorted = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);

/** Two or more runs an arm: with one nothing can be tested, and the row says why. */
function runSteps(chosen: number): number[] {
  const reach = Math.max(LEAST_REACH, 2 * chosen);
  return sorted([...RUN_STEPS.filter((runs) => runs <= reach), ...(chosen < 2 ? [] : [chosen])]);
}

/**
 * Question: what would designs around the chosen one resolve, on one eval?
 * Model, units, source: those of `own-test.ts`, `effect-power.ts` and `retention-rule.ts`, for the plan's target and
 *   the default test. The draws of a number of runs serve every number of prompts, every deviation and both levels.
 * Not estimable when: never; designs with one run an arm are left out.
 * Checked against: `powerRow` at the chosen design.
 */
export function powerCurve(
  basis: PowerBasis,
  question: PowerQuestion,
  { own, rule }: PowerTests,
): PowerCurve {
  const { design, spread, alpha, target, share, smallestEffect } = basis;
  const wantedPower = question.power ?? USUAL_POWER;
  const lead = question.lead ?? smallestEffect;
  const parts = partsOf(basis);
  const chosen: DesignSize = {
    ...{ runs: design.runs.value, prompts: design.prompts.value, epochs: design.epochs.value },
  };
  const test: LeadTest = { variance: "pair", target, arms: design.arms.value, alpha };
  const holm: LeadTest = { ...test, alpha: alpha / design.comparisons.value };
  const detectable = (of: SpreadParts, size: DesignSize, by: LeadTest) =>
    (own.needed(size.runs, by.alpha, wantedPower) ?? Number.NaN) * plannedError(of, size, by).standardError;
  const power = (size: DesignSize) =>
    smallestEffect === null
      ? null
      : own.power(size.runs, alpha, smallestEffect / plannedError(parts, size, test).standardError);
  const withPrompts = (prompts: number): DesignSize => ({ ...chosen, prompts });
  const promptsOnly = (size: DesignSize) => {
    const arm = parts.seedByPrompt ** 2 * size.epochs + parts.score ** 2;
    const epochs = size.runs * size.epochs;
    const variances = { difference: 0, arm, control: arm, armEpochs: epochs, controlEpochs: epochs };
    return millerDetectable(variances, size.prompts, { alpha, power: wantedPower });
  };
  const retention = (runs: number) => {
    const kept = 1 - share;
    const planned = {
      ...{ runs, deviation: runDeviation(parts, chosen), correlation: spread.correlation.value },
      promptVariance: target === "suite-fixed" ? 0 : (kept * parts.armByPrompt) ** 2 / chosen.prompts,
      thresholds: { lower: share, upper: basis.upperShare },
      level: 1 - alpha,
    };
    return {
      runs,
      provable: rule.provable(planned, wantedPower) ?? Number.NaN,
      power: lead === null ? null : rule.power(planned, lead),
    };
  };
  const runs = runSteps(chosen.runs);
  const neighbours = PROMPT_FACTORS.map((factor) =>
    Math.min(MOST_PROMPTS, Math.max(1, Math.round(chosen.prompts * factor))),
  );
  return {
    eval: basis.eval,
    metric: basis.metric,
    target,
    wantedPower,
    alpha,
    comparisons: design.comparisons.value,
    chosen,
    seedSd: parts.seed,
    smallestEffect,
    lead,
    share,
    lines: sorted(neighbours).map((prompts) => ({
      prompts,
      points: runs.map((count) => {
        const size = { ...chosen, prompts, runs: count };
        return {
          runs: count,
          detectable: detectable(parts, size, test),
          holmFirst: detectable(parts, size, holm),
          power: power(size),
        };
      }),
    })),
    prompts:
      chosen.runs < 2
        ? []
        : sorted([...PROMPT_STEPS, chosen.prompts]).map((prompts) => ({
            prompts,
            detectable: detectable(parts, withPrompts(prompts), test),
            promptsOnly: promptsOnly(withPrompts(prompts)),
          })),
    retention: runs.map(retention),
    seeds: sorted(SEED_FACTORS.map((factor) => parts.seed * factor)).map((seedSd) => ({
      seedSd,
      points: runs.map((count) => ({
        runs: count,
        detectable: detectable({ ...parts, seed: seedSd }, { ...chosen, runs: count }, test),
      })),
    })),
  };
}

import { normalCdf } from "../../distributions/normal.js";
import { studentTTwoSided } from "../../distributions/student-t.js";
import { crossedPair } from "../../effects/crossed-pair.js";
import { designMatrix, groupNumbers, levelsOf } from "../../linear/design-matrix.js";
import { fitAdaptiveQuadrature } from "../../mixed/adaptive-quadrature.js";
import { crossedAnova } from "../../mixed/crossed-anova.js";
import { crossedReml } from "../../mixed/crossed-reml.js";
import { type KenwardRoger, kenwardRoger } from "../../mixed/kenward-roger.js";
import { fitLaplace } from "../../mixed/laplace.js";
import { fitReml, type RemlFit } from "../../mixed/reml.js";
import { coefficientCovariance, contrastVariance, satterthwaite } from "../../mixed/satterthwaite.js";
import { notEstimable } from "../../not-estimable.js";
import { formulaOf, type ModelData, ModelDataSchema, numbersOf } from "../model-data.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

/** Cells of one arm, runs by prompts, NaN where there is no row. */
function cellsOf(data: ModelData, side: string | number | boolean) {
  const arm = data.columns.arm ?? [];
  const n = data.columns.n === undefined ? undefined : numbersOf(data, "n");
  const value =
    n === undefined ? numbersOf(data, "ybar") : numbersOf(data, "k").map((k, row) => k / (n[row] ?? 1));
  const run = data.columns.run ?? [];
  const prompt = data.columns.prompt ?? [];
  const prompts = levelsOf(prompt);
  const runs = levelsOf(Array.from(run, String).filter((_, row) => arm[row] === side));
  const cells = new Float64Array(runs.length * prompts.length).fill(Number.NaN);
  const scores = new Float64Array(cells.length);
  value.forEach((own, row) => {
    if (arm[row] !== side) return;
    const at = runs.indexOf(String(run[row])) * prompts.length + prompts.indexOf(prompt[row] ?? "");
    cells[at] = own;
    scores[at] = n?.[row] ?? 1;
  });
  return { runs: runs.length, prompts: prompts.length, cells, scores };
}

function anova(inputs: unknown): OracleOutputs {
  const data = ModelDataSchema.parse(inputs);
  const [zero = 0, one = 1] = levelsOf(data.columns.arm ?? []);
  const control = cellsOf(data, zero);
  const clusters = Int32Array.from({ length: control.prompts }, (_, prompt) => prompt);
  const pair = crossedPair(cellsOf(data, one), control, clusters);
  if ("status" in pair) return { ...pair };
  const found = crossedAnova(pair);
  const { arm, control: base, seed, prompt, residual } = found.components;
  return {
    diff: found.difference,
    V_seed: seed,
    V_prompt: prompt,
    V_resid: residual,
    V_total: found.total,
    df_satt: found.df,
    seed_var: [base.seed * base.runs, arm.seed * arm.runs],
    ms_resid: found.residualMeanSquare,
    guarded: found.guarded,
  };
}

function pValues(fit: RemlFit, errors: readonly number[], df: readonly number[]): number[] {
  return errors.map((error, index) =>
    studentTTwoSided((fit.coefficients[index] ?? 0) / error, df[index] ?? Number.NaN),
  );
}

function smallSample(fit: RemlFit, { covariance, df }: KenwardRoger) {
  const errors = covariance.diagonal().map(Math.sqrt);
  return { df_kenward_roger: df, se_kenward_roger: errors, p_kenward_roger: pValues(fit, errors, df) };
}

function lmer(inputs: unknown, wanted: readonly string[]): OracleOutputs {
  const data = ModelDataSchema.parse(inputs);
  const groupings = ["run", "prompt"].filter((name) => name in data.columns);
  const found = formulaOf(data, "ybar", groupings);
  const formula =
    data.formula === undefined ? { ...found, randomIntercepts: groupings.map((name) => [name]) } : found;
  const y = numbersOf(data, formula.response);
  const { matrix } = designMatrix(formula, data.columns, y.length);
  const groups = formula.randomIntercepts.map((names) =>
    groupNumbers(
      names.map((name) => data.columns[name] ?? []),
      y.length,
    ),
  );
  const model = { x: matrix, y, groups };
  const fit = fitReml(model);
  if ("status" in fit) return { ...fit };
  const unit = (index: number) =>
    Float64Array.from(fit.coefficients, (_, other) => (other === index ? 1 : 0));
  const own = satterthwaite(
    fit,
    [...fit.coefficients.keys()].map((index) => contrastVariance(fit, unit(index))),
  );
  const se = own.map(({ variance }) => Math.sqrt(variance));
  // Dense matrices as large as the data: only where they are asked for.
  const adjusted = wanted.some((name) => name.endsWith("kenward_roger"))
    ? kenwardRoger(model, fit)
    : notEstimable("it was not asked for");
  return {
    beta: [...fit.coefficients],
    se,
    df_satterthwaite: own.map(({ df }) => df),
    ...("status" in adjusted ? { kenward_roger: adjusted.reason } : smallSample(fit, adjusted)),
    p_satt: pValues(
      fit,
      se,
      own.map(({ df }) => df),
    ),
    var_components: {
      ...Object.fromEntries(
        formula.randomIntercepts.map((names, index) => [names.join(":"), fit.variances[index] ?? Number.NaN]),
      ),
      Residual: fit.residualVariance,
    },
    vcov: coefficientCovariance(fit).to2DArray(),
    reml_loglik: fit.logLikelihood,
  };
}

function twoTargets(inputs: unknown): OracleOutputs {
  const data = ModelDataSchema.parse(inputs);
  const [zero = 0, one = 1] = levelsOf(data.columns.arm ?? []);
  const control = cellsOf(data, zero);
  const found = crossedReml({
    arm: cellsOf(data, one).cells,
    control: control.cells,
    clusters: control.prompts,
  });
  if ("status" in found) return { ...found };
  const { difference, promptGeneral, suiteFixed, components } = found;
  return { difference, prompt_general: promptGeneral, suite_fixed: suiteFixed, components };
}

/** Counts, design and groupings of a case; without a formula the arm is fixed and the one other column random. */
function binomialModel(data: ModelData) {
  const reserved = ["k", "n", "arm"];
  const grouping = Object.keys(data.columns).filter((name) => !reserved.includes(name));
  const formula = formulaOf(data, "k", ["n", ...grouping]);
  const random = data.formula === undefined ? grouping.map((name) => [name]) : formula.randomIntercepts;
  const events = numbersOf(data, "k");
  const { matrix } = designMatrix(formula, data.columns, events.length);
  const groups = random.map((names) =>
    groupNumbers(
      names.map((name) => data.columns[name] ?? []),
      events.length,
    ),
  );
  return { random, model: { x: matrix, events, trials: numbersOf(data, "n"), groups } };
}

function glmer(inputs: unknown): OracleOutputs {
  const { random, model } = binomialModel(ModelDataSchema.parse(inputs));
  const fit = fitLaplace(model);
  if ("status" in fit) return { ...fit };
  const z = [...fit.coefficients].map((value, index) => value / (fit.standardErrors[index] ?? Number.NaN));
  return {
    beta: [...fit.coefficients],
    se: [...fit.standardErrors],
    z,
    p: z.map((value) => 2 * normalCdf(-Math.abs(value))),
    sd_components: Object.fromEntries(
      random.map((names, index) => [names.join(":"), fit.deviations[index] ?? Number.NaN]),
    ),
    loglik: fit.logLikelihood,
    deviance_laplace: -2 * fit.logLikelihood,
  };
}

function oneIntercept(inputs: unknown, wanted: readonly string[]): OracleOutputs {
  const { model } = binomialModel(ModelDataSchema.parse(inputs));
  const counts = new Set(wanted.flatMap((name) => /^agq(\d+)_/u.exec(name)?.[1] ?? []));
  const outputs = (prefix: string, fit: ReturnType<typeof fitLaplace>) =>
    "status" in fit
      ? { [`${prefix}_status`]: fit.status, [`${prefix}_reason`]: fit.reason }
      : {
          [`${prefix}_beta`]: [...fit.coefficients],
          [`${prefix}_se`]: [...fit.standardErrors],
          [`${prefix}_sd`]: fit.deviations[0],
          [`${prefix}_loglik`]: fit.logLikelihood,
        };
  const quadratures = [...counts].flatMap((count) =>
    Object.entries(outputs(`agq${count}`, fitAdaptiveQuadrature(model, Number(count)))),
  );
  return { ...outputs("laplace", fitLaplace(model)), ...Object.fromEntries(quadratures) };
}

/** Reference cases about mixed models. */
export const mixedModelAdapters: OracleAdapters = {
  crossed_anova_seed_nested_prompt_crossed: anova,
  lmer_REML_crossed: lmer,
  crossed_reml_two_targets: twoTargets,
  glmer_laplace_crossed: glmer,
  glmer_one_random_intercept: oneIntercept,
};

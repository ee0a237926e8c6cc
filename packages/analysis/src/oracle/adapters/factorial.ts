import { z } from "zod";
import { interactionWeights, owenWeights, shapleyWeights } from "../../drivers/coalition-weights.js";
import { linearFit, weighted } from "../../drivers/linear-fit.js";
import { designMatrix } from "../../linear/design-matrix.js";
import { parseFormula } from "../../linear/formula.js";
import { exactShapley, fractionOf, fractionText } from "../exact-shares.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";
import { contrastAdapters } from "./contrasts.js";

const columnsSchema = z.record(z.string(), z.array(z.number()));

/** Factor columns, the response, and the formula (full crossing without one). */
function modelOf(inputs: unknown) {
  const {
    formula: given,
    y = [],
    ...rest
  } = z.looseObject({ formula: z.string().optional(), y: z.array(z.number()) }).parse(inputs);
  const factors = Object.fromEntries(
    Object.entries(
      columnsSchema.parse(
        Object.fromEntries(Object.entries(rest).filter(([, value]) => Array.isArray(value))),
      ),
    ),
  );
  const names = Object.keys(factors);
  // A dot alone stands for every column.
  const written = (given ?? `~${names.join("*")}`).replace(/(?<![\w.])\.(?![\w.])/gu, `(${names.join("+")})`);
  const formula = parseFormula(written);
  const { matrix, names: labels } = designMatrix(formula, factors, y.length);
  const columns = labels.map((_, column) => Float64Array.from(matrix.getColumn(column)));
  return { formula, factors, names, labels, fit: linearFit(columns, Float64Array.from(y)) };
}

type Model = ReturnType<typeof modelOf>;

function effects(model: Model): OracleOutputs {
  const coefficients = model.labels.map((label, index) => [label, model.fit.coefficients[index]] as const);
  const main = coefficients.filter(([label]) => model.names.includes(label));
  return {
    coef: Object.fromEntries(coefficients),
    main_effect_2x: Object.fromEntries(main.map(([label, value]) => [label, 2 * (value ?? Number.NaN)])),
  };
}

/** Predicted means: `emm_B_at_A` runs over A fastest, then B; factors not named are averaged over their levels. */
function marginalMeans(model: Model, name: string): number[] {
  const asked = name.replace(/^emm_/, "").split("_at_");
  const levels = (factor: string) => [...new Set(model.factors[factor])].sort((a, b) => a - b);
  const grid = (factors: readonly string[]) =>
    factors.reduce<Record<string, number>[]>(
      (found, factor) => found.flatMap((one) => levels(factor).map((level) => ({ ...one, [factor]: level }))),
      [{}],
    );
  const others = grid(model.names.filter((factor) => !asked.includes(factor)));
  return grid(asked).map((at) => {
    const points = others.map((other) => ({ ...other, ...at }));
    const { matrix, names } = designMatrix(
      model.formula,
      Object.fromEntries(model.names.map((factor) => [factor, points.map((point) => point[factor] ?? 0)])),
      points.length,
    );
    let sum = 0;
    names.forEach((_, index) => {
      const coefficient = model.fit.coefficients[index] ?? Number.NaN;
      for (const value of matrix.getColumn(index)) sum += value * coefficient;
    });
    return sum / points.length;
  });
}

function table(model: Model, wanted: readonly string[]): OracleOutputs {
  const { fit } = model;
  return {
    ...effects(model),
    beta: [...fit.coefficients],
    se: [...fit.standardErrors],
    t: [...fit.t],
    p: [...fit.pValues],
    sigma: fit.sigma,
    df: fit.df,
    r2: fit.rSquared,
    ss: [...fit.sumsOfSquares],
    ...Object.fromEntries(
      wanted.filter((name) => name.startsWith("emm_")).map((name) => [name, marginalMeans(model, name)]),
    ),
  };
}

const GameSchema = z.object({
  values: z.record(z.string(), z.number()),
  arm_variances: z.record(z.string(), z.number()).optional(),
});

/** Values by coalition, players in alphabetical order; `0` (or nothing) names the empty coalition. */
function gameOf(inputs: unknown) {
  const { values, arm_variances: variances } = GameSchema.parse(inputs);
  const players = [
    ...new Set(
      Object.keys(values)
        .join("")
        .replace(/[^A-Za-z]/g, ""),
    ),
  ].sort();
  const coalition = (key: string) =>
    players.reduce((mask, player, index) => (key.includes(player) ? mask | (1 << index) : mask), 0);
  const byCoalition = (record: Readonly<Record<string, number>>) => {
    const found = new Array<number>(2 ** players.length).fill(Number.NaN);
    for (const [key, value] of Object.entries(record)) found[coalition(key)] = value;
    if (Number.isNaN(found[0] ?? Number.NaN)) found[0] = 0;
    const missing = found.findIndex(Number.isNaN);
    if (missing > 0) {
      const names = players.filter((_, index) => (missing & (1 << index)) !== 0);
      throw new RangeError(`there is no number for the coalition ${names.join("")}`);
    }
    return found;
  };
  return {
    players,
    values: byCoalition(values),
    variances: variances === undefined ? null : byCoalition(variances),
  };
}

/** `owen_AB_C`: the players of each group; who is not named stands alone. */
function groupsOf(name: string, players: readonly string[]): number[][] {
  const named = name
    .replace(/^owen_/, "")
    .split("_")
    .map((group) => [...group].map((player) => players.indexOf(player)));
  const alone = players.flatMap((_, index) =>
    named.some((group) => group.includes(index)) ? [] : [[index]],
  );
  return [...named, ...alone];
}

function shares(inputs: unknown, wanted: readonly string[]): OracleOutputs {
  const { players, values, variances } = gameOf(inputs);
  const count = players.length;
  const each = <T>(answer: (player: number) => T) =>
    Object.fromEntries(players.map((name, player) => [name, answer(player)]));
  const pairs = players.flatMap((one, i) =>
    players.slice(i + 1).map((other, offset) => [one + other, i, i + 1 + offset] as const),
  );
  const fractions = values.map(fractionOf);
  const owen = wanted.filter((name) => name.startsWith("owen_"));
  return {
    shapley: each((player) => weighted(shapleyWeights(count, player), values)),
    shapley_exact: each((player) => fractionText(exactShapley(count, player, fractions))),
    interaction_index: Object.fromEntries(
      pairs.map(([name, i, j]) => [name, weighted(interactionWeights(count, i, j), values)]),
    ),
    ...(variances === null
      ? {}
      : {
          shapley_var: each((player) =>
            weighted(
              shapleyWeights(count, player).map((weight) => weight * weight),
              variances,
            ),
          ),
        }),
    ...Object.fromEntries(
      owen.map((name) => [
        name,
        each((player) => weighted(owenWeights(count, player, groupsOf(name, players)), values)),
      ]),
    ),
  };
}

/** Reference cases about factorial designs and what drives a difference. */
export const factorialAdapters: OracleAdapters = {
  factorial_effects_pm1: (inputs) => effects(modelOf(inputs)),
  factorial_ols_2way: (inputs, wanted) => table(modelOf(inputs), wanted),
  factorial_ols_unbalanced: (inputs, wanted) => table(modelOf(inputs), wanted),
  shapley: shares,
  ...contrastAdapters,
};

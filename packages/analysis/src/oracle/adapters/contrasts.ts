import { z } from "zod";
import { armSet } from "../../drivers/arm-set.js";
import { contrastVariance } from "../../drivers/contrast-variance.js";
import { lenth, marginOfError, simultaneousMargin } from "../../drivers/lenth.js";
import { weighted } from "../../drivers/linear-fit.js";
import { armComponents } from "../../effects/arm-components.js";
import { tQuantity } from "../../effects/t-quantity.js";
import { componentsOfValues } from "../../measure/measured-arms.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

function pseudoError(inputs: unknown): OracleOutputs {
  const { effects: given, level } = z
    .object({ effects: z.array(z.number()), level: z.number().default(0.95) })
    .parse(inputs);
  const found = lenth(given);
  if ("status" in found) return { reason: found.reason };
  return {
    pse: found.pse,
    df: found.df,
    me: marginOfError(found, level),
    sme: simultaneousMargin(found, given.length, level),
  };
}

function armContrast(inputs: unknown): OracleOutputs {
  const { runs, weights, method, level } = z
    .object({
      runs: z.record(z.string(), z.array(z.number())),
      weights: z.array(z.number()),
      method: z.enum(["pooled", "welch"]),
      level: z.number().default(0.95),
    })
    .parse(inputs);
  const arms = Object.values(runs).map((values) =>
    componentsOfValues(values.map((rate) => ({ rate, observations: null, standardError: null }))),
  );
  const { suiteFixed } = contrastVariance(armSet(arms, new Float64Array(0)), weights, method);
  if ("status" in suiteFixed) return { reason: suiteFixed.reason };
  const rates = arms.map(({ rate }) => rate);
  const found = tQuantity({ estimate: weighted(Float64Array.from(weights), rates), ...suiteFixed }, level);
  return {
    estimate: found.estimate,
    se: found.standardError,
    df: found.df,
    p: found.pValue,
    lower: found.interval?.lower,
    upper: found.interval?.upper,
  };
}

function crossedContrast(inputs: unknown): OracleOutputs {
  const { cells, weights, method, level } = z
    .object({
      cells: z.array(z.array(z.array(z.number()))),
      weights: z.array(z.number()),
      method: z.enum(["pooled", "welch"]),
      level: z.number().default(0.95),
    })
    .parse(inputs);
  const prompts = cells[0]?.[0]?.length ?? 0;
  const sizes = new Float64Array(prompts).fill(1);
  const arms = cells.map((runs) =>
    armComponents({ runs: runs.length, means: Float64Array.from(runs.flat()), observations: prompts }, sizes),
  );
  const estimate = weighted(
    Float64Array.from(weights),
    arms.map(({ rate }) => rate),
  );
  const { suiteFixed, promptGeneral } = contrastVariance(armSet(arms, sizes), weights, method);
  const told = (name: string, found: typeof suiteFixed): OracleOutputs => {
    if ("status" in found) return { [`${name}_reason`]: found.reason };
    const { interval } = tQuantity({ estimate, ...found }, level);
    return {
      [`${name}_variance`]: found.variance,
      [`${name}_df`]: found.df,
      [`${name}_lower`]: interval?.lower,
      [`${name}_upper`]: interval?.upper,
    };
  };
  return { estimate, ...told("suite", suiteFixed), ...told("prompt", promptGeneral) };
}

/** Reference cases about contrasts of arms and the spread they are judged by. */
export const contrastAdapters: OracleAdapters = {
  arm_contrast: armContrast,
  crossed_contrast: crossedContrast,
  lenth_pse: pseudoError,
};

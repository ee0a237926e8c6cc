import { z } from "zod";
import { armSet } from "../../drivers/arm-set.js";
import { candidateShapes, shapeContrast } from "../../efficiency/candidate-shapes.js";
import { cochranArmitage } from "../../efficiency/cochran-armitage.js";
import { doseContrasts } from "../../efficiency/dose-contrasts.js";
import { ed50Interval, emaxFit } from "../../efficiency/emax.js";
import { type Direction, isotonic } from "../../efficiency/isotonic.js";
import { componentsOfValues } from "../../measure/measured-arms.js";
import { largestTTails } from "../../multiplicity/largest-t-tails.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

const numbers = z.array(z.number());

function curve(inputs: unknown): OracleOutputs {
  const { dose, resp, level } = z
    .object({ dose: numbers, resp: numbers, level: z.number().default(0.95) })
    .parse(inputs);
  const [doses, responses] = [Float64Array.from(dose), Float64Array.from(resp)];
  const fit = emaxFit(doses, responses);
  if ("status" in fit) return { reason: fit.reason };
  const profile = ed50Interval(doses, responses, fit, level);
  return {
    coef: { e0: fit.e0, eMax: fit.emax, ed50: fit.ed50 },
    e0: fit.e0,
    emax: fit.emax,
    ed50: fit.ed50,
    rss: fit.rss,
    df: fit.df,
    se: fit.standardErrors,
    ...("status" in profile ? {} : { ed50_lower: profile.lower, ed50_upper: profile.upper }),
  };
}

const monotone =
  (direction: Direction) =>
  (inputs: unknown): OracleOutputs => {
    const { x, y, weights } = z.object({ x: numbers, y: numbers, weights: numbers.optional() }).parse(inputs);
    const order = x.map((_, index) => index).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0));
    const fit = isotonic(
      order.map((index) => y[index] ?? Number.NaN),
      direction,
      weights === undefined ? undefined : order.map((index) => weights[index] ?? 1),
    );
    return { fit: [...fit] };
  };

function trend(inputs: unknown): OracleOutputs {
  const { x, n, score } = z.object({ x: numbers, n: numbers, score: numbers.optional() }).parse(inputs);
  const found = cochranArmitage(
    x.map((events, index) => ({ events, n: n[index] ?? Number.NaN, score: score?.[index] ?? index + 1 })),
  );
  return "status" in found ? { reason: found.reason } : { chisq: found.chiSquared, p: found.pValue };
}

/** The contrasts of the candidate shapes, and how they correlate where every run has one variance. */
function contrasts(inputs: unknown): OracleOutputs {
  const { doses, runs } = z.object({ doses: numbers, runs: numbers }).parse(inputs);
  const shapes = candidateShapes(doses);
  const rows = shapes.map((shape) => shapeContrast(shape, doses, runs));
  const product = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, weight, at) => sum + (weight * (other[at] ?? 0)) / (runs[at] ?? 0), 0);
  return {
    shapes: shapes.map(({ name }) => name),
    contrasts: rows,
    correlation: rows.map((one) =>
      rows.map((other) => product(one, other) / Math.sqrt(product(one, one) * product(other, other))),
    ),
  };
}

function contrastTest(inputs: unknown): OracleOutputs {
  const { dose, resp } = z.object({ dose: numbers, resp: numbers }).parse(inputs);
  const doses = [...new Set(dose)].sort((a, b) => a - b);
  const arms = doses.map((own) =>
    componentsOfValues(
      resp.flatMap((rate, row) =>
        dose[row] === own ? [{ rate, observations: null, standardError: null }] : [],
      ),
    ),
  );
  const found = doseContrasts({
    set: armSet(arms, new Float64Array(0)),
    doses: doses.map((own, arm) => ({ arm, dose: own })),
    method: "pooled",
    target: "suite-fixed",
  });
  if ("status" in found) return { reason: found.reason };
  return {
    shapes: found.shapes.map(({ shape }) => shape),
    abs_t: found.shapes.map(({ t }) => Math.abs(t)),
    p: found.shapes.map(({ pAdjusted }) => pAdjusted),
    df: found.df,
  };
}

function largestT(inputs: unknown): OracleOutputs {
  const { correlation, df, bound } = z
    .object({ correlation: z.array(numbers), df: z.number().nullable(), bound: z.number() })
    .parse(inputs);
  return { p: largestTTails(correlation, df ?? Number.POSITIVE_INFINITY, [bound])[0] };
}

/** Reference cases about how a response depends on a dose. */
export const doseResponseAdapters: OracleAdapters = {
  dose_contrast_test: contrastTest,
  dose_contrasts: contrasts,
  emax: curve,
  emax_nls: curve,
  max_t_tail: largestT,
  pava_isotonic_decreasing: monotone("decreasing"),
  pava_isotonic_increasing: monotone("increasing"),
  prop_trend: trend,
};

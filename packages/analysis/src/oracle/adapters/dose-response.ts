import { z } from "zod";
import { cochranArmitage } from "../../efficiency/cochran-armitage.js";
import { ed50Interval, emaxFit } from "../../efficiency/emax.js";
import { type Direction, isotonic } from "../../efficiency/isotonic.js";
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

/** Reference cases about how a response depends on a dose. */
export const doseResponseAdapters: OracleAdapters = {
  emax: curve,
  emax_nls: curve,
  pava_isotonic_decreasing: monotone("decreasing"),
  pava_isotonic_increasing: monotone("increasing"),
  prop_trend: trend,
};

import { z } from "zod";
import { ADJUSTMENT_NAMES, adjustmentNamed } from "../../multiplicity/adjust-p-values.js";
import { dunnett } from "../../multiplicity/dunnett.js";
import { dunnettCriticalValue } from "../../multiplicity/dunnett-critical-value.js";
import { pooledRuns } from "../../multiplicity/pooled-runs.js";
import type { OracleAdapters } from "../oracle-adapter.js";

const pValues = z.looseObject({ p: z.array(z.number().nullable()) });

/** JSON has no infinity: a known variance is `null`, or one of the words for it. */
const degrees = z
  .union([z.number(), z.null(), z.enum(["Inf", "Infinity", "inf"])])
  .transform((df) => (typeof df === "number" ? df : Number.POSITIVE_INFINITY));

const critical = z.looseObject({
  k: z.number().int().positive(),
  df: degrees.default(Number.POSITIVE_INFINITY),
  level: z.number().default(0.95),
  rho: z.number().default(0.5),
});

const armName = z.union([z.string(), z.number()]).transform(String);

const arms = z.looseObject({
  arm: z.array(armName),
  y: z.array(z.number()),
  control: armName.optional(),
});

const CONTROL_NAMES = ["ctl", "control"];

/** Reference cases about multiplicity. */
export const multiplicityAdapters: OracleAdapters = {
  p_adjust: (inputs) => {
    const { p } = pValues.parse(inputs);
    return Object.fromEntries(ADJUSTMENT_NAMES.map((name) => [name, adjustmentNamed(name)?.(p)]));
  },
  dunnett_critical_value_equal_n: (inputs) => {
    const { k, df, level, rho } = critical.parse(inputs);
    return { q: dunnettCriticalValue(new Array<number>(k).fill(Math.sqrt(rho)), df, level) };
  },
  dunnett_single_step: (inputs) => {
    const { arm, y, control } = arms.parse(inputs);
    const names = [...new Set(arm)];
    const own = control ?? CONTROL_NAMES.find((name) => names.includes(name)) ?? names[0];
    const runsOf = (name: string | undefined) => y.filter((_, index) => arm[index] === name);
    const others = names.filter((name) => name !== own);
    const pooled = pooledRuns(others.map(runsOf), runsOf(own));
    if ("status" in pooled) return pooled;
    return {
      arms: others,
      t: pooled.contrasts.map(({ t }) => t),
      est: pooled.contrasts.map(({ estimate }) => estimate),
      se: pooled.contrasts.map(({ standardError }) => standardError),
      p_adj: dunnett(pooled.contrasts, pooled.df),
      df: pooled.df,
    };
  },
};

import { z } from "zod";
import { normalQuantile } from "../../distributions/normal.js";
import { arcsineDifference, cohensH, cohensHInterval } from "../../effect-sizes/arcsine-difference.js";
import { logOddsRatioHaldane, type Measured } from "../../effect-sizes/log-odds-ratio.js";
import { logRiskRatio } from "../../effect-sizes/log-risk-ratio.js";
import { standardizedMeanDifference } from "../../effect-sizes/standardized-mean-difference.js";
import type { TwoCounts } from "../../proportions/counts.js";
import type { OracleAdapter, OracleAdapters } from "../oracle-adapter.js";
import { TWO_COUNTS } from "../two-counts.js";
import { withheld } from "../withheld.js";

const level = z.number().gt(0).lt(1).default(0.95);
const SAMPLES = z.object({ a: z.array(z.number()), b: z.array(z.number()), level });

/** An estimate under a name of the file's, with its variance and the normal interval. */
function measured(of: (counts: TwoCounts) => Measured, name: string): OracleAdapter {
  return (inputs) => {
    const { level: at, ...counts } = TWO_COUNTS.extend({ level }).parse(inputs);
    const { estimate, variance } = of(counts);
    const half = -normalQuantile((1 - at) / 2) * Math.sqrt(variance);
    return {
      [name]: estimate,
      yi: estimate,
      var: variance,
      vi: variance,
      se: Math.sqrt(variance),
      lower: estimate - half,
      upper: estimate + half,
    };
  };
}

const standardized: OracleAdapter = (inputs, wanted) => {
  const { a, b, level: at } = SAMPLES.parse(inputs);
  const found = standardizedMeanDifference(a, b, at);
  if (found.status === "not-estimable") return withheld(found, wanted);
  const { d, g, correction, dLimits, gLimits, noncentrality, variance } = found;
  return {
    d,
    g,
    J: correction,
    v: variance,
    lower: gLimits.lower,
    upper: gLimits.upper,
    g_lower: gLimits.lower,
    g_upper: gLimits.upper,
    d_lower: dLimits.lower,
    d_upper: dLimits.upper,
    ncp_lower: noncentrality.lower,
    ncp_upper: noncentrality.upper,
  };
};

/** Reference cases about effect sizes. */
export const effectSizeAdapters: OracleAdapters = {
  log_or_haldane: measured(logOddsRatioHaldane, "logor"),
  log_rr: measured(logRiskRatio, "logrr"),
  arcsine_diff: measured(arcsineDifference, "yi"),
  cohens_h: (inputs) => {
    const { p1, p2 } = z.object({ p1: z.number(), p2: z.number() }).parse(inputs);
    return { h: cohensH(p1, p2), h_p0_zero: cohensH(p1, 0) };
  },
  cohens_h_ci: (inputs) => {
    const rates = { p1: z.number(), n1: z.number(), p0: z.number(), n0: z.number(), level };
    const { p1, n1, p0, n0, level: at } = z.object(rates).parse(inputs);
    const found = cohensHInterval({ rate1: p1, n1, rate0: p0, n0 }, at);
    return { h: found.estimate, se: found.standardError, lower: found.lower, upper: found.upper };
  },
  smd_exact_J_LS_var: standardized,
  hedges_g_nct_ci: standardized,
};

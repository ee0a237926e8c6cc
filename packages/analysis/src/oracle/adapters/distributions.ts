import gammaln from "@stdlib/math-base-special-gammaln";
import { betaCdf, betaQuantile } from "../../distributions/beta.js";
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredUpperTail } from "../../distributions/chi-squared.js";
import { fCdf, fQuantile, fUpperTail } from "../../distributions/f.js";
import { gammaCdf, gammaQuantile, gammaUpperTail } from "../../distributions/gamma.js";
import { noncentralTCdf, noncentralTUpperTail } from "../../distributions/noncentral-t.js";
import { normalCdf, normalQuantile } from "../../distributions/normal.js";
import { studentTCdf, studentTQuantile } from "../../distributions/student-t.js";
import {
  studentizedRangeCdf,
  studentizedRangeQuantile,
  studentizedRangeUpperTail,
} from "../../distributions/studentized-range.js";
import { namedFunction } from "../named-function.js";
import type { OracleAdapter, OracleAdapters } from "../oracle-adapter.js";

type Numeric = (x: number, a: number, b: number) => number;

interface Distribution {
  readonly cdf: Numeric;
  readonly upperTail: Numeric;
  readonly quantile: Numeric;
}

// Names are decimal: 1 - .9995 is .0005 to all digits, which the difference of the two doubles is not.
const DECIMALS = 12;

/** The quantile of a symmetric distribution, from its nearer tail. */
function symmetric(p: number, quantile: (tail: number) => number): number {
  return p > 0.5 ? -quantile(Number((1 - p).toPrecision(DECIMALS))) : quantile(p);
}

const NORMAL: Distribution = {
  cdf: (x) => normalCdf(x),
  upperTail: (x) => normalCdf(-x),
  quantile: (p) => symmetric(p, normalQuantile),
};

const T: Distribution = {
  cdf: (x, df, ncp) => (Number.isNaN(ncp) ? studentTCdf(x, df) : noncentralTCdf(x, df, ncp)),
  upperTail: (x, df, ncp) => (Number.isNaN(ncp) ? studentTCdf(-x, df) : noncentralTUpperTail(x, df, ncp)),
  quantile: (p, df) => symmetric(p, (tail) => studentTQuantile(tail, df)),
};

const BETA: Distribution = {
  cdf: betaCdf,
  upperTail: (x, a, b) => betaCdf(1 - x, b, a),
  quantile: betaQuantile,
};

const F: Distribution = { cdf: fCdf, upperTail: fUpperTail, quantile: fQuantile };

const CHI_SQUARED: Distribution = {
  cdf: (x, df) => chiSquaredCdf(x, df),
  upperTail: (x, df) => chiSquaredUpperTail(x, df),
  quantile: (p, df) => chiSquaredQuantile(p, df),
};

const rateOf = (rate: number) => (Number.isNaN(rate) ? 1 : rate);

const GAMMA: Distribution = {
  cdf: (x, shape, rate) => gammaCdf(x, shape, rateOf(rate)),
  upperTail: (x, shape, rate) => gammaUpperTail(x, shape, rateOf(rate)),
  quantile: (p, shape, rate) => gammaQuantile(p, shape, rateOf(rate)),
};

const TUKEY: Distribution = {
  cdf: studentizedRangeCdf,
  upperTail: studentizedRangeUpperTail,
  quantile: studentizedRangeQuantile,
};

/** By R's short names and by whole words. */
const DISTRIBUTIONS: Readonly<Record<string, Distribution>> = {
  norm: NORMAL,
  normal: NORMAL,
  t: T,
  beta: BETA,
  f: F,
  chisq: CHI_SQUARED,
  chi2: CHI_SQUARED,
  gamma: GAMMA,
  tukey: TUKEY,
};

/** What the reference file left out of names without arguments; found from the values beside them. */
const UNSPOKEN: Readonly<Record<string, string>> = {
  pf_: "pf_upper_7.3_2.7_5.1",
  pt_nc: "pt_nc_2_4_1.5",
  pgamma_: "pgamma_.3_2.5",
};

const WORDED = /^(.+)_(quantile|ppf|cdf|upper|sf)$/;
const SHORT = /^([pq])([a-z0-9]+?)(?:_nc)?$/;

function splitName(name: string): { readonly kind: string; readonly of: string } {
  const worded = WORDED.exec(name);
  if (worded !== null) return { kind: worded[2] ?? "", of: worded[1] ?? "" };
  const short = SHORT.exec(name);
  return short === null ? { kind: "", of: name } : { kind: short[1] ?? "", of: short[2] ?? "" };
}

/** The value that an output name asks for; undefined where no function is known by that name. */
function answerTo(output: string): number | undefined {
  const asked = namedFunction(UNSPOKEN[output] ?? output);
  const [x = Number.NaN, a = Number.NaN, b = Number.NaN] = asked.arguments;
  if (asked.name === "lgamma" || asked.name === "gammaln") return gammaln(x);
  const { kind, of } = splitName(asked.name);
  const distribution = DISTRIBUTIONS[of];
  if (distribution === undefined) return undefined;
  if (kind === "q" || kind === "quantile" || kind === "ppf") {
    // Names write 1e12 for 1e-12: no probability is above 1.
    const p = x > 1 ? 1 / x : x;
    return distribution.quantile(asked.upper ? 1 - p : p, a, b);
  }
  return asked.upper ? distribution.upperTail(x, a, b) : distribution.cdf(x, a, b);
}

const functions: OracleAdapter = (_inputs, wanted) =>
  Object.fromEntries(wanted.map((name) => [name, answerTo(name)]));

/** Reference cases about distributions: every output name is a function with its arguments. */
export const distributionAdapters: OracleAdapters = {
  distribution_functions: functions,
  distribution_functions_highprec: functions,
};

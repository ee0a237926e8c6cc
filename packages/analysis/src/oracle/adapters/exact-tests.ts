import { z } from "zod";
import { criticalT } from "../../distributions/student-t.js";
import type { Measured } from "../../effect-sizes/log-odds-ratio.js";
import {
  cochranMantelHaenszel,
  exactStratifiedP,
  mantelHaenszelLogOddsRatio,
  mantelHaenszelOddsRatio,
  mantelHaenszelRiskDifference,
} from "../../exact/cochran-mantel-haenszel.js";
import { fisherExact } from "../../exact/fisher.js";
import { mcnemar, mcnemarExactP } from "../../exact/mcnemar.js";
import { permutationMeanDifference } from "../../exact/permutation-mean-difference.js";
import { barnardP, boschlooP } from "../../exact/unconditional.js";
import type { NotEstimable } from "../../not-estimable.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";
import { PAIR_COUNTS, TWO_COUNTS } from "../two-counts.js";

const level = z.number().gt(0).lt(1).default(0.95);
const STRATUM = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const STRATA = z.object({ table_abcd_per_stratum: z.array(STRATUM), level });
const SAMPLES = z.record(z.string(), z.unknown());
const VALUES = z.array(z.number()).min(1);

type ChiSquared = ReturnType<typeof cochranMantelHaenszel>;

/** Statistic and p-value under the names of a file; nulls where there are none. */
function chiSquaredOutputs(found: ChiSquared, statistic: string, pValue: string): OracleOutputs {
  return "status" in found
    ? { [statistic]: null, [pValue]: null }
    : { [statistic]: found.statistic, [pValue]: found.pValue };
}

/** An estimate with its normal interval, each end seen through `scale`; nulls where there is none. */
function measuredOutputs(
  found: Measured | NotEstimable,
  critical: number,
  name: string,
  scale: (value: number) => number,
): OracleOutputs {
  if ("status" in found) return { [`${name}_se`]: null, [`${name}_lower`]: null, [`${name}_upper`]: null };
  const { estimate, variance } = found;
  const half = critical * Math.sqrt(variance);
  return {
    [name]: scale(estimate),
    [`${name}_se`]: Math.sqrt(variance),
    [`${name}_lower`]: scale(estimate - half),
    [`${name}_upper`]: scale(estimate + half),
  };
}

/** Keys of samples that belong together: a3 and b3 by what follows the letter, else in their order. */
function samplePairs(keys: readonly string[]): [string, string][] {
  const seconds = keys.filter((key) => key.startsWith("b"));
  return keys
    .filter((key) => key.startsWith("a"))
    .flatMap((first, index): [string, string][] => {
      const own = seconds.find((key) => key.slice(1) === first.slice(1)) ?? seconds[index];
      return own === undefined ? [] : [[first, own]];
    });
}

/** Reference cases about exact and stratified tests. */
export const exactTestAdapters: OracleAdapters = {
  fisher_exact: (inputs) => {
    const { level: of, ...counts } = TWO_COUNTS.extend({ level }).parse(inputs);
    const { twoSided, less, greater, oddsRatio } = fisherExact(counts, of);
    return {
      p: twoSided,
      p_less: less,
      p_greater: greater,
      or: oddsRatio.estimate,
      estimate: oddsRatio.estimate,
      or_lower: oddsRatio.lower,
      or_upper: oddsRatio.upper,
    };
  },
  mcnemar: (inputs) => {
    const { n11, n10, n01, n00 } = PAIR_COUNTS.parse(inputs);
    const pairs = { both: n11, onlyFirst: n10, onlySecond: n01, neither: n00 };
    return {
      ...chiSquaredOutputs(mcnemar(pairs, false), "chisq", "p"),
      ...chiSquaredOutputs(mcnemar(pairs, true), "chisq_cc", "p_cc"),
      p_exact: mcnemarExactP(pairs),
    };
  },
  unconditional_exact: (inputs) => {
    const counts = TWO_COUNTS.parse(inputs);
    return { boschloo_p: boschlooP(counts), barnard_p: barnardP(counts, 0) };
  },
  cochran_mantel_haenszel: (inputs) => {
    const { table_abcd_per_stratum: tables, level: of } = STRATA.parse(inputs);
    const strata = tables.map(([a, b, c, d]) => ({ x1: a, n1: a + b, x0: c, n0: c + d }));
    const critical = criticalT(of, Number.POSITIVE_INFINITY);
    return {
      ...chiSquaredOutputs(cochranMantelHaenszel(strata, false), "stat", "p"),
      ...chiSquaredOutputs(cochranMantelHaenszel(strata, true), "stat_cc", "p_cc"),
      p_exact: exactStratifiedP(strata),
      or: mantelHaenszelOddsRatio(strata),
      ...measuredOutputs(mantelHaenszelLogOddsRatio(strata), critical, "or", Math.exp),
      ...measuredOutputs(mantelHaenszelRiskDifference(strata), critical, "rd", (value) => value),
    };
  },
  exact_permutation_mean_diff: (inputs) => {
    const samples = SAMPLES.parse(inputs);
    return Object.fromEntries(
      samplePairs(Object.keys(samples)).flatMap(([first, second]): [string, number | null][] => {
        const [a, b] = [VALUES.parse(samples[first]), VALUES.parse(samples[second])];
        const found = permutationMeanDifference(a, b);
        const p = found.status === "estimated" ? found.twoSided : null;
        return [
          ["p", p],
          [`p_${a.length}v${b.length}`, p],
          [`p_${first.slice(1)}v${second.slice(1)}`, p],
        ];
      }),
    );
  },
};

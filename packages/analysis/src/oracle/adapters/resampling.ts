import { z } from "zod";
import { designMatrix, groupNumbers } from "../../linear/design-matrix.js";
import { wildClusterBootstrap } from "../../linear/wild-cluster-bootstrap.js";
import { bcaInterval, jackknife, percentileLimits } from "../../resampling/bca.js";
import { enumerateDraws, MOST_ENUMERATED } from "../../resampling/enumerate-draws.js";
import { meanOf } from "../../resampling/two-level-bootstrap.js";
import { seededRandom } from "../../seeded-random.js";
import { formulaOf, ModelDataSchema, numbersOf } from "../model-data.js";
import type { OracleAdapter, OracleAdapters } from "../oracle-adapter.js";

const wildCluster: OracleAdapter = (inputs, wanted) => {
  const data = ModelDataSchema.parse(inputs);
  const formula = formulaOf(data, "y", ["cluster"]);
  const y = numbersOf(data, formula.response);
  const { matrix, names } = designMatrix(formula, data.columns, y.length);
  const cluster = groupNumbers([data.columns.cluster ?? []], y.length);
  const tested = Math.max(names.indexOf("arm"), names.length > 1 ? 1 : 0);
  const found = wildClusterBootstrap(matrix, y, tested, cluster, { draws: 9999, random: seededRandom(1) });
  if ("status" in found) return { ...found };
  const firsts = wanted.flatMap((name) => {
    const count = /^t_sorted_first(\d+)$/u.exec(name)?.[1];
    return count === undefined ? [] : [[name, [...found.sorted.slice(0, Number(count))]]];
  });
  return { t: found.t, p: found.pValue, n_enum: found.sorted.length, ...Object.fromEntries(firsts) };
};

const BcaInputsSchema = z.looseObject({
  x: z.array(z.number()).min(2).max(MOST_ENUMERATED),
  stat: z.enum(["mean", "median"]).default("mean"),
  resamples: z.string().regex(/^all/, "only all n^n resamples are gone through").default("all"),
  level: z.number().gt(0).lt(1).optional(),
  alpha: z.number().gt(0).lt(1).optional(),
});

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

const bcaBootstrap: OracleAdapter = (inputs) => {
  const { x, stat, level, alpha = 0.05 } = BcaInputsSchema.parse(inputs);
  const statistic = stat === "mean" ? meanOf : medianOf;
  const draws = enumerateDraws(Float64Array.from(x), statistic);
  const leftOut = jackknife(x, (parts) => statistic(Float64Array.from(parts)));
  const own = level ?? 1 - alpha;
  const found = bcaInterval(statistic(Float64Array.from(x)), draws, leftOut, own);
  if ("status" in found) return { ...found };
  const percentile = percentileLimits(draws, own);
  return {
    z0: found.bias,
    a: found.acceleration,
    alpha: [...found.shares],
    q_type7: [found.lower, found.upper],
    percentile_type7: [percentile.lower, percentile.upper],
  };
};

/** Reference cases about resampling. */
export const resamplingAdapters: OracleAdapters = {
  bca_bootstrap: bcaBootstrap,
  wild_cluster_bootstrap_rademacher_enumerated: wildCluster,
};

import { z } from "zod";
import { studentTTwoSided } from "../../distributions/student-t.js";
import { CLUSTER_CORRECTIONS, clusterRobust } from "../../linear/cluster-robust.js";
import { designMatrix, groupNumbers } from "../../linear/design-matrix.js";
import { leastSquares, ordinaryStandardErrors } from "../../linear/least-squares.js";
import { moderateVariances } from "../../linear/moderated-variance.js";
import { multiwayCluster } from "../../linear/multiway-cluster.js";
import { formulaOf, ModelDataSchema, numbersOf } from "../model-data.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

const VariancesSchema = z.object({
  var: z.union([z.array(z.number()), z.number().transform((value) => [value])]),
  df: z.union([z.number(), z.array(z.number())]),
});

/** A least squares fit of a case: response and covariates by the formula, or every column but those named. */
function fitted(inputs: unknown, response: string, notCovariates: readonly string[]) {
  const data = ModelDataSchema.parse(inputs);
  const formula = formulaOf(data, response, notCovariates);
  const { columns } = data;
  const y = numbersOf(data, formula.response);
  const { matrix } = designMatrix(formula, columns, y.length);
  return { columns, y, fit: leastSquares(matrix, y) };
}

function robust(inputs: unknown, wanted: readonly string[]): OracleOutputs {
  const { columns, y, fit } = fitted(inputs, "y", ["cluster"]);
  if ("status" in fit) return { ...fit };
  const cluster = groupNumbers([columns.cluster ?? []], y.length);
  const of = (correction: (typeof CLUSTER_CORRECTIONS)[number]) => {
    const found = clusterRobust(fit, cluster, correction);
    if ("status" in found) return { ...found };
    const se = found.covariance.diagonal().map(Math.sqrt);
    const df = [...found.df];
    const p = se.map((error, index) =>
      (df[index] ?? 0) > 0
        ? studentTTwoSided((fit.coefficients[index] ?? 0) / error, df[index] ?? 0)
        : "not estimable",
    );
    return { se, df_satt: df, p_satt: p, vcov: found.covariance.to2DArray() };
  };
  const named = Object.fromEntries(CLUSTER_CORRECTIONS.map((correction) => [correction, of(correction)]));
  const second = of("CR2");
  const flat = "se" in second ? { se: second.se, df: second.df_satt, p: second.p_satt } : second;
  return {
    beta: [...fit.coefficients],
    ols_se: [...ordinaryStandardErrors(fit)],
    ...(wanted.includes("CR0") || wanted.includes("CR2") ? {} : flat),
    ...named,
    ...("se" in second ? { estimatr_CR2_se: second.se, estimatr_CR2_df: second.df_satt } : {}),
  };
}

function twoWay(inputs: unknown): OracleOutputs {
  const { columns, y, fit } = fitted(inputs, "ybar", ["run", "prompt"]);
  if ("status" in fit) return { ...fit };
  const clusterings = ["run", "prompt"].map((name) => groupNumbers([columns[name] ?? []], y.length));
  const [none, all] = [multiwayCluster(fit, clusterings, "HC0"), multiwayCluster(fit, clusterings, "HC1")];
  return {
    beta: [...fit.coefficients],
    vcov_HC0_nocadj: "status" in none ? none.reason : none.to2DArray(),
    vcov_HC1_cadj: "status" in all ? all.reason : all.to2DArray(),
  };
}

function moderated(inputs: unknown): OracleOutputs {
  const { var: variances, df } = VariancesSchema.parse(inputs);
  const own = Float64Array.from(variances, (_, index) => (typeof df === "number" ? df : (df[index] ?? 0)));
  const found = moderateVariances(Float64Array.from(variances), own);
  if ("status" in found) return { ...found };
  return {
    df_prior: Number.isFinite(found.priorDf) ? found.priorDf : "Inf",
    var_prior: found.priorVariance,
    var_post: [...found.variances],
  };
}

/** Reference cases about linear models. */
export const linearModelAdapters: OracleAdapters = {
  cluster_robust_CR0_CR1_CR2_CR3: robust,
  cluster_robust_CR2_two_arm: robust,
  two_way_cluster_CGM: twoWay,
  moderated_variance: moderated,
};

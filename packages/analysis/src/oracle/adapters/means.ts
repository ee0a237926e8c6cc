import { z } from "zod";
import { clusteredMean } from "../../means/clustered-mean.js";
import { sampleMoments } from "../../means/sample-moments.js";
import { type MeanTest, pairedT, studentT, welchT } from "../../means/two-sample-t.js";
import type { NotEstimable } from "../../not-estimable.js";
import type { OracleAdapter, OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

const values = z.array(z.number());
const common = { level: z.number().gt(0).lt(1).default(0.95), mu: z.number().default(0) };
const TWO_SAMPLES = z.object({ a: values, b: values, ...common });
const PAIRS = z.object({ x: values, y: values, ...common });
const CLUSTERED = z.object({ scores: values, cluster: z.array(z.union([z.number(), z.string()])) });

/** The difference stands also where no test can rest on it. */
function meanOutputs(found: MeanTest | NotEstimable, diff: number): OracleOutputs {
  if (found.status === "not-estimable") return { diff, reason: found.reason };
  const { estimate, standardError, t, df, pValue, lower, upper } = found;
  return { diff: estimate, se: standardError, t, df, p: pValue, lower, upper };
}

type TwoSamples = (
  a: readonly number[],
  b: readonly number[],
  level: number,
  against: number,
) => MeanTest | NotEstimable;

function twoSamples(test: TwoSamples): OracleAdapter {
  return (inputs) => {
    const { a, b, level, mu } = TWO_SAMPLES.parse(inputs);
    return meanOutputs(test(a, b, level, mu), sampleMoments(a).mean - sampleMoments(b).mean);
  };
}

/** Reference cases about means. */
export const meanAdapters: OracleAdapters = {
  welch_t: twoSamples(welchT),
  student_t: twoSamples(studentT),
  paired_t: (inputs) => {
    const { x, y, level, mu } = PAIRS.parse(inputs);
    return meanOutputs(pairedT(x, y, level, mu), sampleMoments(x).mean - sampleMoments(y).mean);
  },
  clustered_se_of_mean: (inputs) => {
    const { scores, cluster } = CLUSTERED.parse(inputs);
    const found = clusteredMean(scores, cluster);
    if (found.status === "not-estimable") {
      const { n, mean, variance } = sampleMoments(scores);
      return { mean, se_clt: variance > 0 ? Math.sqrt(variance / n) : null, reason: found.reason };
    }
    const { mean, independent, clustered, corrected } = found;
    return { mean, se_clt: independent, se_cluster_paper: clustered, se_cluster_inspect: corrected };
  },
};

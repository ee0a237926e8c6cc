import { z } from "zod";
import { criticalT } from "../../distributions/student-t.js";
import { agrestiCaffo } from "../../intervals/agresti-caffo.js";
import { betaPosterior } from "../../intervals/beta-posterior.js";
import { clopperPearson } from "../../intervals/clopper-pearson.js";
import { clusteredRate, logitInterval } from "../../intervals/clustered-rate.js";
import { kornGraubard } from "../../intervals/korn-graubard.js";
import { miettinenNurminen, miettinenNurminenTest } from "../../intervals/miettinen-nurminen.js";
import { newcombe } from "../../intervals/newcombe.js";
import { newcombePaired } from "../../intervals/newcombe-paired.js";
import { oddsRatioScore, riskRatioScore } from "../../intervals/ratio-score.js";
import { wilson } from "../../intervals/wilson.js";
import { wilsonContinuity } from "../../intervals/wilson-continuity.js";
import { probabilityLess } from "../../proportions/probability-less.js";
import type { OracleAdapters } from "../oracle-adapter.js";
import { PAIR_COUNTS, TWO_COUNTS } from "../two-counts.js";
import { withheld } from "../withheld.js";

const level = z.number().gt(0).lt(1).default(0.95);
const ONE_COUNT = z.object({ x: z.number(), n: z.number(), level });
const TWO_LEVELLED = TWO_COUNTS.extend({ level });
const CLUSTERS = z.object({
  cluster_successes: z.array(z.number()),
  cluster_size: z.union([z.number(), z.array(z.number())]).optional(),
  cluster_sizes: z.array(z.number()).optional(),
  level,
});

const normal = (of: number) => criticalT(of, Number.POSITIVE_INFINITY);

/** Reference cases about proportions. */
export const proportionAdapters: OracleAdapters = {
  wilson: (inputs) => {
    const { x, n, level: of } = ONE_COUNT.parse(inputs);
    return { estimate: x / n, ...wilson(x / n, n, normal(of)) };
  },
  clopper_pearson: (inputs) => {
    const { x, n, level: of } = ONE_COUNT.parse(inputs);
    return { estimate: x / n, ...clopperPearson(x, n, of) };
  },
  wilson_continuity: (inputs) => {
    const { x, n, level: of } = ONE_COUNT.parse(inputs);
    return { estimate: x / n, ...wilsonContinuity(x, n, normal(of)) };
  },
  beta_posterior_equal_tailed: (inputs) => {
    const prior = z.object({ a: z.number().default(0.5), b: z.number().default(0.5) }).parse(inputs);
    const { x, n, level: of } = ONE_COUNT.parse(inputs);
    const mean = (x + prior.a) / (n + prior.a + prior.b);
    return { mean, ...betaPosterior(x, n, prior, of) };
  },
  korn_graubard_clustered_proportion: (inputs, wanted) => {
    const given = CLUSTERS.parse(inputs);
    const size = given.cluster_sizes ?? given.cluster_size ?? 1;
    const sizes = typeof size === "number" ? given.cluster_successes.map(() => size) : size;
    const found = clusteredRate(given.cluster_successes, sizes);
    if ("status" in found) return withheld(found, wanted);
    // As survey does it: no limit to the effective size.
    const exact = kornGraubard(found, given.level, "none");
    const logits = logitInterval(found, given.level);
    const onLogits = logits.status === "estimated" ? logits : { lower: null, upper: null };
    return {
      est: found.rate,
      se: found.standardError,
      df: found.df,
      ...(exact.status === "estimated"
        ? { lower: exact.lower, upper: exact.upper, n_eff: exact.effectiveSize }
        : {}),
      xlogit_lower: onLogits.lower,
      xlogit_upper: onLogits.upper,
      logit_lower: onLogits.lower,
      logit_upper: onLogits.upper,
    };
  },
  risk_difference_newcombe_mn: (inputs) => {
    const { level: of, ...counts } = TWO_LEVELLED.parse(inputs);
    const { x1, n1, x0, n0 } = counts;
    const square = newcombe({ events: x1, n: n1 }, { events: x0, n: n0 }, normal(of));
    const mn = miettinenNurminen(x1, n1, x0, n0, of);
    const mee = miettinenNurminen(x1, n1, x0, n0, of, "mee");
    const caffo = agrestiCaffo(counts, normal(of));
    return {
      diff: mn.estimate,
      newcombe_lower: square.lower,
      newcombe_upper: square.upper,
      mn_lower: mn.lower,
      mn_upper: mn.upper,
      mee_lower: mee.lower,
      mee_upper: mee.upper,
      agresti_caffo_lower: caffo.lower,
      agresti_caffo_upper: caffo.upper,
    };
  },
  risk_ratio_odds_ratio_score: (inputs) => {
    const { level: of, ...counts } = TWO_LEVELLED.parse(inputs);
    const { x1, n1, x0, n0 } = counts;
    const risk = riskRatioScore(counts, normal(of));
    const odds = oddsRatioScore(counts, normal(of));
    return {
      rr: x1 / n1 / (x0 / n0),
      rr_lower: risk.lower,
      rr_upper: risk.upper,
      or: (x1 * (n0 - x0)) / ((n1 - x1) * x0),
      or_lower: odds.lower,
      or_upper: odds.upper,
    };
  },
  mn_score_test_shifted_null: (inputs) => {
    const {
      x1,
      n1,
      x0,
      n0,
      null: against,
    } = TWO_COUNTS.extend({ null: z.number().default(0) }).parse(inputs);
    const found = miettinenNurminenTest(x1, n1, x0, n0, against);
    return { z: found.z, p_two: found.twoSided, p_less: found.less, p_greater: found.greater };
  },
  newcombe_paired_method10: (inputs) => {
    const { level: of, ...pairs } = PAIR_COUNTS.extend({ level }).parse(inputs);
    const { n11, n10, n01, n00 } = pairs;
    const found = newcombePaired({ both: n11, onlyFirst: n10, onlySecond: n01, neither: n00 }, normal(of));
    return { diff: found.estimate, lower: found.lower, upper: found.upper };
  },
  prob_p1_less_p0_jeffreys: (inputs) => {
    const prior = z.tuple([z.number(), z.number()]).default([0.5, 0.5]);
    const { x1, n1, x0, n0, prior: before } = TWO_COUNTS.extend({ prior }).parse(inputs);
    const [a, b] = before;
    return { prob: probabilityLess({ a: x1 + a, b: n1 - x1 + b }, { a: x0 + a, b: n0 - x0 + b }) };
  },
};

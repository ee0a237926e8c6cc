import { criticalT } from "../distributions/student-t.js";
import { hasRunVariance } from "../effects/comparison.js";
import { intervalOf, reportedDf } from "../effects/effect-estimate.js";
import { effectiveRates, type ObservedRate } from "../effects/effective-rates.js";
import { ratesOfRuns } from "../effects/rates-of-runs.js";
import { ratesOfSamples } from "../effects/rates-of-samples.js";
import { firthLogOdds } from "../intervals/firth-log-odds.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

const countsOf = ({ rate, observations }: ObservedRate) => ({ events: rate * observations, observations });

/**
 * Question: by what log odds ratio does the arm differ from its control, where a rate may be 0 or 1?
 * Model: penalised logistic regression on the counts of each arm, with the overdispersion of the runs in it: counts
 *   are divided by the design effect of the pair, and the profile is cut at t on its df.
 * Formula: as `firthLogOdds` on n_a = N_a / deff, k_a = p_a n_a; deff, df and what stands in for them where nothing
 *   varies as in `mover-wilson`.
 * Units: log odds.
 * Not estimable when: an arm has one run; prompt-general below sample level or with fewer than five clusters; the
 *   number of scores is not known; graded scores; the difference scale.
 * Source: Firth 1993; Heinze and Schemper 2002; Williams 1982.
 * Checked against: R 4.2.2 brglm2 0.9 on the effective counts (`effects.json`).
 */
export const firth: Estimator = {
  id: "firth",
  accepts: (comparison) =>
    comparison.binary &&
    (comparison.level === "samples" || comparison.level === "counts") &&
    hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (!comparison.binary) return notEstimable("odds are those of rates, and the scores are graded");
    if (question.scale === "difference") return notEstimable("its estimate is on the log-odds scale");
    if (comparison.level !== "samples" && comparison.level !== "counts")
      return notEstimable("it needs a score for each sample, or counts");
    if (comparison.level === "counts" && question.target === "prompt-general")
      return notEstimable("without a score for each sample nothing is known of how prompts differ");
    const rates =
      comparison.level === "samples" ? ratesOfSamples(comparison, question) : ratesOfRuns(comparison);
    if ("status" in rates) return rates;
    const effective = effectiveRates(rates);
    if (effective === undefined) return notEstimable("the number of scores is not known");
    const { estimate, standardError, pValue, ...limits } = firthLogOdds(
      countsOf(effective.arm),
      countsOf(effective.control),
      criticalT(question.level, rates.df),
      rates.df,
    );
    return {
      status: "estimated",
      estimate,
      standardError,
      df: reportedDf(rates.df),
      ...(rates.familyDf !== undefined && rates.familyDf < rates.df ? { familyDf: rates.familyDf } : {}),
      interval: intervalOf(limits, question.level),
      pValue,
      scope: "recipe",
      reason: null,
    };
  },
};

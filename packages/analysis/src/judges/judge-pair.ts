import { boundsOf, type JudgePair, type Quantity } from "@holdfast/core";
import { clusterJackknife } from "../agreement/cluster-jackknife.js";
import { gwetAgreement, rawAgreement } from "../agreement/gwet-agreement.js";
import { krippendorffAlpha } from "../agreement/krippendorff-alpha.js";
import { addSums, type RatingSums } from "../agreement/rating-units.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type JudgeSums, judgeSums, wholeOf } from "./judge-sums.js";
import type { JudgedRollouts } from "./judged-rollouts.js";

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

/** The mean difference of the judges, and what it is without each cluster. */
function shiftQuantity({ shift, scores }: JudgeSums, level: number, range: number): Quantity {
  const [total, count] = [sumOf(shift), sumOf(scores)];
  return clusterJackknife(
    {
      whole: count === 0 ? notEstimable("nothing was scored by both") : total / count,
      without: Array.from(shift, (own, cluster) => {
        const left = count - (scores[cluster] ?? 0);
        return left > 0 ? (total - own) / left : notEstimable("nothing is left");
      }),
    },
    level,
    { lower: -range, upper: range },
  );
}

const CONTINUUM = "the scores are a continuum, and no counting of values stands for them";

/**
 * Question: do two judges give the same scores to the same rollouts?
 * Model: clusters of prompts (scenarios) are independent; rollouts within one, over all runs and epochs, are not.
 * Formula: share of equal scores; Krippendorff's alpha (nominal for binary, interval for graded scores); Gwet's AC1, or
 *   AC2 with quadratic weights; mean difference. Intervals by leaving out one cluster at a time.
 * Units: none; the shift has the metric's own.
 * Not estimable when: nothing was scored by both; all scores are one value; the interval with fewer than five clusters.
 * Source: Krippendorff 2011; Gwet 2008; Tukey 1958.
 * Checked against: the kernels; published bootstrap intervals of a panel of judges, by eye.
 */
export function judgePair(index: EvidenceIndex, rollouts: JudgedRollouts): JudgePair {
  const { metric, judges, checkpoints } = rollouts;
  const isBinary = metric.scale.kind === "binary";
  const { lower, upper } = boundsOf(metric.scale);
  const level = 1 - index.ablation.plan.alpha;
  const about = {
    eval: rollouts.eval,
    metric: metric.name,
    judges: [...judges] satisfies [string, string],
    checkpoints: checkpoints.length,
    scale: isBinary ? ("nominal" as const) : ("interval" as const),
    notes: [...rollouts.notes],
  };
  const sums = judgeSums(index, rollouts);
  if (sums === undefined || sums.table.clusters.length === 0) {
    const none: Quantity = {
      status: "not-estimable",
      reason: sums === undefined ? CONTINUUM : "nothing was scored by both judges",
    };
    return { ...about, scores: 0, clusters: 0, agreement: none, alpha: none, gwet: none, shift: none };
  }
  const { values, clusters } = sums.table;
  const whole = wholeOf(sums);
  const jackknifed = (statistic: (own: RatingSums) => number | NotEstimable, least: number) =>
    clusterJackknife(
      {
        whole: statistic(whole),
        without: clusters.map((own) => statistic(addSums(whole, own, -1))),
      },
      level,
      { lower: least, upper: 1 },
    );
  return {
    ...about,
    scores: whole.paired,
    clusters: clusters.length,
    agreement: jackknifed((own) => rawAgreement(own, values), 0),
    alpha: jackknifed((own) => krippendorffAlpha(own, values, about.scale), -1),
    gwet: jackknifed((own) => gwetAgreement(own, values, isBinary ? "none" : "quadratic"), -1),
    shift: shiftQuantity(sums, level, upper - lower),
  };
}

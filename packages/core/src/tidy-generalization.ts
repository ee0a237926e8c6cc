import type { Ablation } from "./ablation.js";
import type { EvalCorrelation } from "./eval-correlation.js";
import type { GeneralizationPair, SuiteSynthesis } from "./generalization.js";
import { type TidyRow, tidyMeasured, tidyMoment, tidyQuantity, tidyRatio, tidySides } from "./tidy-row.js";

/** Gap and share that transfers, from the near eval to the far one; `about` is the near one. */
export function tidyTransfer(ablation: Ablation, pair: GeneralizationPair): TidyRow[] {
  const { arm, control, near, far, scope, evidenceLevel, runs, controlRuns, answers, suppression } = pair;
  const place = {
    ...{ arm, control, ...tidyMeasured(ablation, far), ...tidyMoment(far.moment) },
    ...{ about: near.eval, scope, evidenceLevel, runs, controlRuns },
    fromStage: near.moment.stage,
    verdict: suppression === null ? null : suppression ? "suppression" : "no-suppression",
  };
  return answers.flatMap(({ scale, target, gap, transfer }): TidyRow[] => {
    const shown = target === pair.shownTarget && scale === "difference";
    const own = { ...place, scale, target, shown };
    return [
      { quantity: "gap", ...own, estimator: "transfer-gap", ...tidyQuantity(gap) },
      { quantity: "transfer", ...own, estimator: "transfer-ratio", ...tidyRatio(transfer) },
    ];
  });
}

/** All suites of an arm together. */
export function tidySynthesis(synthesis: SuiteSynthesis): TidyRow[] {
  const { arm, control, stage, target, scope, method, near, far, difference, prediction } = synthesis;
  const place = { arm, control, stage, target, scope };
  const estimator = `suites-${method}`;
  return [
    { quantity: "suites-near", ...place, estimator, ...tidyQuantity(near) },
    { quantity: "suites-far", ...place, estimator, ...tidyQuantity(far) },
    { quantity: "suites-difference", ...place, estimator, ...tidyQuantity(difference) },
    {
      ...{ quantity: "new-suite", ...place, estimator: "suite-prediction" },
      ...{ ...tidySides(prediction.interval), reason: prediction.reason },
    },
  ];
}

/** How two evals go together. */
export function tidyCorrelation(correlation: EvalCorrelation): TidyRow[] {
  const [first, second] = correlation.evals;
  const [metric, other] = correlation.metrics;
  const place = { eval: first, metric, about: `${second} ${other}`, runs: correlation.runs };
  const estimator = "eval-correlation";
  return [
    { quantity: "correlation-pearson", ...place, estimator, ...tidyQuantity(correlation.pearson) },
    { quantity: "correlation-spearman", ...place, estimator, ...tidyQuantity(correlation.spearman) },
  ];
}

import type { Ablation } from "./ablation.js";
import type { JudgeAgreement } from "./judge-agreement.js";
import type { Origin } from "./origin.js";
import type { Ranking } from "./ranking.js";
import { type TidyRow, tidyMeasured, tidyMoment, tidyQuantity, tidySides, tidySteps } from "./tidy-row.js";

/** Where a level came from: its start, each stage's change, and its end. */
export function tidyOrigin(ablation: Ablation, origin: Origin): TidyRow[] {
  const { arm, control, target, scope, evidenceLevel, runs, controlRuns, start, end, steps, total } = origin;
  const place = {
    ...{ arm, control, ...tidyMeasured(ablation, origin), target, scope, evidenceLevel, runs, controlRuns },
    estimator: "origin",
  };
  const level = (quantity: string, at: typeof start): TidyRow => ({
    ...{ quantity, ...place, ...tidyMoment(at.moment), estimate: at.level, ...tidySides(at.interval) },
  });
  return [
    level("origin-start", start),
    level("origin-end", end),
    ...steps.flatMap(({ from, to, change, controlChange, fromData }) => {
      const between = { ...tidyMoment(to), fromStage: from.stage, fromSteps: tidySteps(from) };
      const row = (about: string, { quantity }: typeof change): TidyRow => ({
        ...{ quantity: "origin-change", ...place, ...between, about, ...tidyQuantity(quantity) },
      });
      return [row("arm", change), row("control", controlChange), row("from its data", fromData)];
    }),
    {
      ...{ quantity: "origin-total", ...place, ...tidyMoment(end.moment), fromStage: start.moment.stage },
      ...{ ...tidyQuantity(total), verdict: origin.reading },
    },
  ];
}

/** How far judges agree, and what each says of a lead. */
export function tidyJudges({ pairs, conclusions }: JudgeAgreement): TidyRow[] {
  return [
    ...pairs.flatMap((pair): TidyRow[] => {
      const { metric, judges, clusters, scores, agreement, alpha, gwet, shift } = pair;
      const place = { eval: pair.eval, metric, judge: judges.join(" and "), clusters, samples: scores };
      return [
        { quantity: "judge-agreement", ...place, estimator: "judge-agreement", ...tidyQuantity(agreement) },
        { quantity: "judge-alpha", ...place, estimator: "krippendorff-alpha", ...tidyQuantity(alpha) },
        { quantity: "judge-gwet", ...place, estimator: "gwet", ...tidyQuantity(gwet) },
        { quantity: "judge-shift", ...place, estimator: "judge-shift", ...tidyQuantity(shift) },
      ];
    }),
    ...conclusions.flatMap(({ arm, control, eval: id, metric, stage, byJudge, survival }) =>
      byJudge.map(
        ({ judge, moment, lead, scope, standing }): TidyRow => ({
          ...{ quantity: "judge-conclusion", arm, control, eval: id, metric, judge, stage },
          ...{ steps: tidySteps(moment), about: survival, scope, estimator: "judge-conclusion" },
          ...{ ...tidyQuantity(lead), verdict: standing },
        }),
      ),
    ),
  ];
}

/** The probability of each arm to be the best. */
export function tidyRanking(ablation: Ablation, ranking: Ranking): TidyRow[] {
  const place = { ...tidyMeasured(ablation, ranking), ...tidyMoment(ranking.moment), target: ranking.target };
  return ranking.arms.map(({ arm, runs, probabilityBest }) => ({
    ...{ quantity: "probability-best", arm, ...place, runs, estimator: "ranking", estimate: probabilityBest },
    reason: probabilityBest === null ? ranking.reason : null,
  }));
}

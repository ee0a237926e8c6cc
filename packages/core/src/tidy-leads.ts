import type { Ablation } from "./ablation.js";
import { type Effect, type LevelRow, standingPValue } from "./effect.js";
import type { Finding } from "./finding.js";
import { type TidyRow, tidyMeasured, tidyMoment, tidyQuantity, tidySides } from "./tidy-row.js";

function numbersOf(finding: Finding): TidyRow {
  const { scale, target, scope, evidenceLevel, clusters, status, reason } = finding;
  const shared = { scale, target, scope, evidenceLevel, clusters, status, reason };
  if (finding.status === "not-estimable") return shared;
  const { estimate, standardError, df, interval, pValue, pAdjusted, estimator, n } = finding;
  return {
    ...shared,
    estimate,
    standardError,
    df,
    ...tidySides(interval),
    pValue,
    pAdjusted,
    estimator,
    ...n,
  };
}

/** The level of one arm. */
export function tidyLevel(ablation: Ablation, row: LevelRow): TidyRow {
  const { arm, moment, finding } = row;
  return {
    ...{ quantity: "level", arm, ...tidyMeasured(ablation, row), ...tidyMoment(moment) },
    ...numbersOf(finding),
    shown: true,
  };
}

/** A lead on both scales and for both targets, by its own estimator and by those beside it, and its labels. */
export function tidyLead(ablation: Ablation, effect: Effect): TidyRow[] {
  const { arm, control, family, stands, shownTarget, qValue, labels } = effect;
  const place = { arm, control, ...tidyMeasured(ablation, effect), ...tidyMoment(effect.moment), family };
  const own = effect.findings.map((finding): TidyRow => {
    const isTarget = finding.target === shownTarget;
    return {
      ...{ quantity: "lead", ...place, ...numbersOf(finding) },
      shown: isTarget && finding.scale === "difference",
      ...(isTarget
        ? { stands, qValue, pAdjusted: standingPValue(effect, finding.scale, finding.target) }
        : {}),
    };
  });
  const others = effect.alternatives.flatMap(({ method, findings }) =>
    findings.map(
      (finding): TidyRow => ({
        ...{ quantity: "lead-alternative", ...place, about: method, ...numbersOf(finding), shown: false },
      }),
    ),
  );
  const sizes = (
    [
      ["cohens-h", labels?.cohensH],
      ["hedges-g", labels?.hedgesG],
      ["risk-ratio", labels?.riskRatio],
    ] as const
  ).flatMap(([id, quantity]): TidyRow[] =>
    quantity === null || quantity === undefined
      ? []
      : [{ quantity: id, ...place, estimator: id, ...tidyQuantity(quantity), shown: false }],
  );
  return [...own, ...others, ...sizes];
}

import type { Ablation } from "./ablation.js";
import type { DoseSeries, Efficiency } from "./efficiency.js";
import { type TidyRow, tidyMeasured, tidyMoment, tidyQuantity, tidyRatio, tidySides } from "./tidy-row.js";

function seriesRows(series: DoseSeries, place: TidyRow): TidyRow[] {
  const { trend, contrasts, cochranArmitage, emax, elasticity, shares, shownTarget } = series;
  const about = [series.factor ?? series.dataset ?? "dose", series.setting]
    .filter((part) => part !== "")
    .join(" ");
  const own = { ...place, about };
  return [
    ...trend.map(({ target, quantity }) => ({
      ...{ quantity: "dose-trend", ...own, target, shown: target === shownTarget },
      ...{ estimator: "dose-trend", ...tidyQuantity(quantity) },
    })),
    {
      ...{ quantity: "dose-any", ...own, estimator: "dose-contrasts", status: contrasts.status },
      ...(contrasts.status === "estimated"
        ? { pValue: contrasts.pValue, df: contrasts.df, target: contrasts.target, verdict: contrasts.nearest }
        : { reason: contrasts.reason }),
    },
    {
      ...{ quantity: "dose-check", ...own, estimator: "cochran-armitage", status: cochranArmitage.status },
      ...(cochranArmitage.status === "estimated"
        ? { estimate: cochranArmitage.chiSquared, pValue: cochranArmitage.pValue }
        : { reason: cochranArmitage.reason }),
    },
    {
      ...{ quantity: "ed50", ...own, estimator: "emax", status: emax.status, reason: emax.reason },
      ...(emax.status === "estimated" ? { estimate: emax.ed50, ...tidySides(emax.ed50Interval) } : {}),
    },
    { quantity: "elasticity", ...own, estimator: "elasticity", ...tidyQuantity(elasticity) },
    ...shares.map(({ share, dose, interval, reason }) => ({
      ...{ quantity: "dose-for-share", ...own, about: `${about} ${share}`, estimator: "dose-for-share" },
      ...{ estimate: dose, ...tidySides(interval), reason },
    })),
  ];
}

/** What the data bought: for each arm, for pairs of arms, and over doses. */
export function tidyEfficiency(ablation: Ablation, efficiency: Efficiency): TidyRow[] {
  const { arms, pairs, series, evidenceLevel } = efficiency;
  const place = { ...tidyMeasured(ablation, efficiency), ...tidyMoment(efficiency.moment), evidenceLevel };
  return [
    ...arms.flatMap(({ arm, control, numbers, shownTarget, extraTokens }) => [
      { quantity: "extra-tokens", arm, control, ...place, estimate: extraTokens },
      ...numbers.map(({ target, perMillion }) => ({
        ...{ quantity: "per-million-tokens", arm, control, ...place, target, shown: target === shownTarget },
        ...{ estimator: "effect-per-token", ...tidyQuantity(perMillion) },
      })),
    ]),
    ...pairs.flatMap((pair): TidyRow[] => {
      const own = { arm: pair.arm, control: pair.control, ...place, about: pair.other };
      return [
        ...pair.numbers.flatMap(({ target, difference, efficiencyRatio }): TidyRow[] => {
          const at = { ...own, target, shown: target === pair.shownTarget };
          return [
            {
              ...{ quantity: "arm-difference", ...at },
              ...{ estimator: "equal-token-contrast", ...tidyQuantity(difference) },
            },
            {
              ...{ quantity: "efficiency-ratio", ...at },
              ...{ estimator: "efficiency-ratio", ...tidyRatio(efficiencyRatio) },
            },
          ];
        }),
        {
          ...{ quantity: "tokens-to-equal-effect", ...own },
          ...{ estimator: "tokens-to-equal-effect", ...tidyRatio(pair.tokensToEqualEffect) },
        },
      ];
    }),
    ...series.flatMap((one) => seriesRows(one, place)),
  ];
}

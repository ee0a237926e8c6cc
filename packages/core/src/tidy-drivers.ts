import type { Ablation } from "./ablation.js";
import { type Driver, type DriverNumber, termText } from "./driver.js";
import { type TidyRow, tidyMeasured, tidyMoment, tidyQuantity } from "./tidy-row.js";

function numberRow({ scale, target, method, quantity, pAdjusted }: DriverNumber): TidyRow {
  return { scale, target, estimator: `drivers-${method}`, ...tidyQuantity(quantity), pAdjusted };
}

/** What each factor did, alone and with others, and each ingredient's share. */
export function tidyDriver(ablation: Ablation, driver: Driver): TidyRow[] {
  const { contrasts, attribution, evidenceLevel, prompts, clusters, design } = driver;
  const place = {
    ...tidyMeasured(ablation, driver),
    ...tidyMoment(driver.moment),
    ...{ evidenceLevel, prompts, clusters },
    runs: design.arms.reduce((sum, { runs }) => sum + runs, 0),
  };
  const effects = contrasts.flatMap((contrast): TidyRow[] => {
    const about = termText(contrast.factors);
    const levels =
      contrast.levels === null ? "" : ` ${String(contrast.levels.from)}-${String(contrast.levels.to)}`;
    const named = { quantity: `driver-${contrast.kind}`, ...place, about: `${about}${levels}` };
    return [
      ...contrast.numbers.map((number) => ({
        ...named,
        ...numberRow(number),
        shown:
          number.method === contrast.shownMethod &&
          number.target === contrast.shownTarget &&
          number.scale === "difference",
        verdict: contrast.reading,
      })),
      ...(contrast.tokenAdjusted === null
        ? []
        : [
            {
              ...{ ...named, quantity: "driver-token-adjusted", target: contrast.shownTarget },
              ...{ estimator: "token-adjusted", ...tidyQuantity(contrast.tokenAdjusted) },
            },
          ]),
    ];
  });
  if (attribution.status === "not-estimable") {
    const bounds = attribution.bounds.map(({ factor, lower, upper }) => ({
      ...{ quantity: "share-bounds", ...place, about: factor, estimator: "shapley", lower, upper },
    }));
    return [...effects, ...bounds];
  }
  const listed = (quantity: string, about: string, estimator: string, numbers: readonly DriverNumber[]) =>
    numbers.map((number): TidyRow => ({ quantity, ...place, about, ...numberRow(number), estimator }));
  const { total, shares, interactions } = attribution;
  return [
    ...effects,
    ...listed("share-total", "all", "shapley", total),
    ...shares.flatMap(({ factor, shapley, owen }) => [
      ...listed("share", factor, "shapley", shapley),
      ...listed("share-owen", factor, "owen", owen ?? []),
    ]),
    ...interactions.flatMap(({ factors, index }) =>
      listed("share-interaction", termText(factors), "shapley-interaction", index),
    ),
  ];
}

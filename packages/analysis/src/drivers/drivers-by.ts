import {
  type Ablation,
  type Driver,
  type DriverContrast,
  type DriverMethod,
  type DriverNumber,
  metricNamed,
  shownNumber,
} from "@holdfast/core";
import { targetsOf } from "../findings/contrast.js";
import { notEstimable } from "../not-estimable.js";
import { SCALES } from "./contrast-numbers.js";
import { interactionReading } from "./interaction-reading.js";

/** Why a contrast has no number by a method. */
function misfit(driver: Driver, contrast: DriverContrast, method: DriverMethod): string {
  const own = shownNumber(contrast)?.quantity;
  if (own?.status === "not-estimable") return own.reason;
  const repeated = driver.design.arms.some(({ runs }) => runs >= 2);
  const ofTwoArms = contrast.numbers.some((number) => number.method === "pair");
  switch (method) {
    case "pair":
      return "`pair` compares two arms, and this contrast weighs several";
    case "welch":
      return ofTwoArms
        ? "`welch` weighs several arms, and this contrast compares two: `pair` lets each vary its own way"
        : "no arm has a second run that `welch` could judge it by";
    case "lenth":
      if (ofTwoArms) return "`lenth` needs contrasts that weigh all arms, and this one compares two";
      return repeated
        ? "`lenth` is for arms of one run each, and here an arm has a second run"
        : "`lenth` needs enough orthogonal contrasts of one variance, and these are not";
    case "pooled":
      return "no arm has a second run to pool a variance from";
  }
}

/** Nothing by the method, for both scales and every target of the plan. */
function noNumbers(ablation: Ablation, method: DriverMethod, reason: string): DriverNumber[] {
  return SCALES.flatMap((scale) =>
    targetsOf(ablation.plan.target).map(
      (target): DriverNumber => ({
        scale,
        target,
        method,
        quantity: notEstimable(reason),
        pAdjusted: null,
      }),
    ),
  );
}

/**
 * The drivers with every contrast judged by `method`; a contrast that it is not made for is not estimable, and says
 * why. Only that method's numbers are left, each with the Holm adjustment among its own kind.
 */
export function driversBy(ablation: Ablation, drivers: readonly Driver[], method: DriverMethod): Driver[] {
  return drivers.map((driver) => {
    const value = ablation.evals.find(({ id }) => id === driver.eval);
    const direction = (value && metricNamed(value, driver.metric)?.direction) ?? "lower-is-better";
    return {
      ...driver,
      contrasts: driver.contrasts.map((contrast): DriverContrast => {
        const fitting = contrast.numbers.filter((number) => number.method === method);
        const own =
          fitting.length > 0 ? fitting : noNumbers(ablation, method, misfit(driver, contrast, method));
        const estimated = own.find(
          ({ scale, quantity }) => scale === "difference" && quantity.status === "estimated",
        );
        const shownTarget = estimated?.target ?? own[0]?.target ?? contrast.shownTarget;
        // The sign on log odds may be that of another method, so the reading is made before the others are left out.
        const numbers = fitting.length > 0 ? contrast.numbers : own;
        const chosen = { ...contrast, numbers, shownMethod: method, shownTarget };
        return { ...chosen, reading: interactionReading(chosen, direction), numbers: own };
      }),
    };
  });
}

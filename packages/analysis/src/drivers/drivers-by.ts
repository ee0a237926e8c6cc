import {
  type Ablation,
  type Driver,
  type DriverContrast,
  type DriverMethod,
  metricNamed,
} from "@holdfast/core";
import { interactionReading } from "./interaction-reading.js";

/**
 * The drivers with every contrast judged by `method`, where the method is made for it; other contrasts keep their own.
 * Only that method's numbers are left, each with the Holm adjustment among its own kind.
 */
export function driversBy(ablation: Ablation, drivers: readonly Driver[], method: DriverMethod): Driver[] {
  return drivers.map((driver) => {
    const value = ablation.evals.find(({ id }) => id === driver.eval);
    const direction = (value && metricNamed(value, driver.metric)?.direction) ?? "lower-is-better";
    return {
      ...driver,
      contrasts: driver.contrasts.map((contrast): DriverContrast => {
        const own = contrast.numbers.filter((number) => number.method === method);
        const [first] = own;
        if (first === undefined) return contrast;
        const estimated = own.find(
          ({ scale, quantity }) => scale === "difference" && quantity.status === "estimated",
        );
        const chosen = {
          ...contrast,
          shownMethod: method,
          shownTarget: estimated?.target ?? first.target,
        };
        return { ...chosen, reading: interactionReading(chosen, direction), numbers: own };
      }),
    };
  });
}

import type { Driver, DriverContrast } from "@holdfast/core";
import { holm } from "../multiplicity/holm.js";

/** p-values of one kind are adjusted together: those of one scale, target and method. */
const kindOf = ({ scale, target, method }: DriverContrast["numbers"][number]) =>
  `${scale} ${target} ${method}`;

/** Holm over the contrasts of single factors on one eval, metric, condition and judge, at all its moments together. */
export function adjustedDrivers(drivers: readonly Driver[]): Driver[] {
  const inFamily = ({ kind, notYetApplied }: DriverContrast) => kind !== "interaction" && !notYetApplied;
  const families = new Map<string, { pValue: number | null; place: string }[]>();
  const placeKey = (driver: number, contrast: number, number: number) => `${driver} ${contrast} ${number}`;
  drivers.forEach(({ eval: id, metric, condition, judge, contrasts }, driver) => {
    contrasts.forEach((contrast, position) => {
      if (!inFamily(contrast)) return;
      contrast.numbers.forEach((number, at) => {
        const key = JSON.stringify([id, metric, condition, judge, kindOf(number)]);
        const family = families.get(key) ?? [];
        families.set(key, family);
        const { quantity } = number;
        family.push({
          pValue: quantity.status === "estimated" ? quantity.pValue : null,
          place: placeKey(driver, position, at),
        });
      });
    });
  });
  const found = new Map<string, number | null>();
  for (const family of families.values()) {
    holm(family.map(({ pValue }) => pValue)).forEach((value, member) => {
      found.set(family[member]?.place ?? "", value);
    });
  }
  return drivers.map((driver, d) => ({
    ...driver,
    contrasts: driver.contrasts.map((contrast, c) => ({
      ...contrast,
      numbers: contrast.numbers.map((number, n) => ({
        ...number,
        pAdjusted: found.get(placeKey(d, c, n)) ?? null,
      })),
    })),
  }));
}

import type { Driver, DriverContrast, DriverNumber } from "@holdfast/core";
import { pValueOnDf } from "../effects/family-df.js";
import { holm } from "../multiplicity/holm.js";

/** p-values of one kind are adjusted together: those of one scale, target and method. */
const kindOf = ({ scale, target, method }: DriverContrast["numbers"][number]) =>
  `${scale} ${target} ${method}`;

/** The p-value alone, and as it enters the adjustment of several. */
function pValuesOf({ quantity, familyDf }: DriverNumber): { alone: number | null; inFamily: number | null } {
  if (quantity.status !== "estimated" || quantity.pValue === null) return { alone: null, inFamily: null };
  const { pValue, df } = quantity;
  return {
    alone: pValue,
    inFamily: familyDf === undefined ? pValue : pValueOnDf(pValue, df ?? Number.POSITIVE_INFINITY, familyDf),
  };
}

/** Holm over the contrasts of single factors on one eval, metric, condition and judge, at all its moments together. */
export function adjustedDrivers(drivers: readonly Driver[]): Driver[] {
  const inFamily = ({ kind, notYetApplied }: DriverContrast) => kind !== "interaction" && !notYetApplied;
  const families = new Map<string, (ReturnType<typeof pValuesOf> & { place: string })[]>();
  const placeKey = (driver: number, contrast: number, number: number) => `${driver} ${contrast} ${number}`;
  drivers.forEach(({ eval: id, metric, condition, judge, contrasts }, driver) => {
    contrasts.forEach((contrast, position) => {
      if (!inFamily(contrast)) return;
      contrast.numbers.forEach((number, at) => {
        const key = JSON.stringify([id, metric, condition, judge, kindOf(number)]);
        const family = families.get(key) ?? [];
        families.set(key, family);
        family.push({ ...pValuesOf(number), place: placeKey(driver, position, at) });
      });
    });
  });
  const found = new Map<string, number | null>();
  for (const family of families.values()) {
    const several = family.length > 1;
    holm(family.map(({ alone, inFamily }) => (several ? inFamily : alone))).forEach((value, member) => {
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

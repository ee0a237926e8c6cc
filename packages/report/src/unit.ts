import { boundsOf, type Interval, type Metric } from "@holdfast/core";
import { decimalsFor, formatBare, formatInterval, formatNumber } from "./format.js";

/** How values of a metric are printed: rates in percent, their differences in percentage points, others as they are. */
export interface Unit {
  readonly factor: number;
  /** After a level, without a space: `%` for rates. */
  readonly levelSuffix: string;
  /** Name of a difference: `points`, the unit of the scale, or nothing. */
  readonly difference: string;
}

const RATE: Unit = { factor: 100, levelSuffix: "%", difference: "points" };

/** The unit of a metric; a scale from 0 to 1 without a unit of its own is printed as a rate. */
export function unitOf(metric: Metric | undefined): Unit {
  if (metric === undefined) return { factor: 1, levelSuffix: "", difference: "" };
  const { lower, upper } = boundsOf(metric.scale);
  const own = metric.scale.kind === "graded" ? metric.scale.unit : undefined;
  if (own === undefined && lower === 0 && upper === 1) return RATE;
  return { factor: 1, levelSuffix: own === undefined ? "" : ` ${own}`, difference: own ?? "" };
}

/** A number and its interval, both printed with the same decimals; `spoken` has the unit after the number. */
export interface Printed {
  readonly value: string;
  readonly spoken: string;
  /** null without an interval. */
  readonly interval: string | null;
}

interface Estimate {
  readonly estimate: number;
  readonly interval: Interval | null;
}

/** Rates keep at least one decimal, so that columns of them line up. */
function print({ estimate, interval }: Estimate, factor: number, least = 0): Omit<Printed, "spoken"> {
  if (interval === null) return { value: formatBare(estimate * factor), interval: null };
  const lower = interval.lower === null ? null : interval.lower * factor;
  const upper = interval.upper === null ? null : interval.upper * factor;
  const decimals = Math.max(least, decimalsFor(estimate * factor, lower, upper));
  return {
    value: formatNumber(estimate * factor, decimals),
    interval: formatInterval(interval, factor, decimals),
  };
}

/** A lead, or a change of one. */
export function printDifference(estimate: Estimate, unit: Unit): Printed {
  const printed = print(estimate, unit.factor, unit === RATE ? 1 : 0);
  return {
    ...printed,
    spoken: unit.difference === "" ? printed.value : `${printed.value} ${unit.difference}`,
  };
}

/** A level: a rate in percent, or a mean on the scale of its metric. */
export function printLevel(estimate: Estimate, unit: Unit): Printed {
  const printed = print(estimate, unit.factor, unit === RATE ? 1 : 0);
  return { ...printed, spoken: `${printed.value}${unit.levelSuffix}` };
}

/** A level that has no interval of its own beside it, with one decimal where it is a rate. */
export function printBareLevel(level: number, unit: Unit): string {
  return `${formatBare(Number((level * unit.factor).toFixed(1)))}${unit.levelSuffix}`;
}

/** A difference of log odds. */
export function printLogOdds(estimate: Estimate): Printed {
  const printed = print(estimate, 1);
  return { ...printed, spoken: printed.value };
}

/** A difference that has no interval, in a column of such: of rates in points with one decimal. */
export function formatSampleDifference(difference: number, unit: Unit): string {
  if (unit === RATE) return formatNumber(difference * unit.factor, 1);
  return formatBare(Number((difference * unit.factor).toPrecision(3)));
}

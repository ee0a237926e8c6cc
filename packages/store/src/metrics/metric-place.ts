import { metricValue } from "@holdfast/core";
import type { KeysetColumn } from "../driver/keyset.js";
import { metric, metricSeries } from "../schema/metric.js";

/** Where no time of a point was stated, as the column cannot be null. */
export const NO_TIME = -1;

/** A place in the list of training metrics. */
export interface SeriesPlace {
  readonly run: string;
  readonly stage: string;
  readonly key: string;
}

/** A place in the list of points. */
export interface MetricPlace extends SeriesPlace {
  readonly step: number;
  /** Milliseconds since 1970; {@link NO_TIME} where none was stated. */
  readonly atMs: number;
  readonly value: number;
}

export const SERIES_ORDER: readonly KeysetColumn[] = [
  { by: metricSeries.run, type: "text" },
  { by: metricSeries.stage, type: "text" },
  { by: metricSeries.key, type: "text" },
];

/** Within one series; NaN comes after every number. */
export const POINT_ORDER: readonly KeysetColumn[] = [
  { by: metric.step, type: "bigint" },
  { by: metric.atMs, type: "bigint" },
  { by: metric.value, type: "double precision" },
];

type Point = Pick<MetricPlace, "step" | "atMs" | "value">;

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of points within a series, as {@link POINT_ORDER} has it. */
export function comparePoints(a: Point, b: Point): number {
  return a.step - b.step || a.atMs - b.atMs || compareNumbers(a.value, b.value);
}

/** A point as it travels. */
export function wirePoint({ step, atMs, value }: Point) {
  return {
    step,
    value: metricValue(value),
    at: atMs === NO_TIME ? null : new Date(atMs).toISOString(),
  };
}

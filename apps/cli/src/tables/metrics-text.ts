import type { MetricPoint, MetricSeries, MetricValue } from "@holdfast/core";
import { countText } from "./number-text.js";
import { textTable } from "./text-table.js";

function valueText(value: MetricValue): string {
  return typeof value === "string" ? value : String(Number(value.toPrecision(6)));
}

function timeText(at: string | null): string {
  return at === null ? "-" : at.slice(0, 19).replace("T", " ");
}

/** Training metrics as a table, each with its latest point. */
export function metricKeysText(
  series: readonly MetricSeries[],
  columns: number,
  bold: (text: string) => string,
): string {
  if (series.length === 0) return "No training metric is recorded there.";
  return textTable(
    [
      { heading: "run", least: 16 },
      { heading: "stage" },
      { heading: "key", least: 12 },
      { heading: "points", align: "right" },
      { heading: "step", align: "right" },
      { heading: "latest", align: "right" },
      { heading: "at" },
    ],
    series.map(({ run, stage, key, points, latest }) => [
      ...[run, stage, key, countText(points), String(latest.step)],
      ...[valueText(latest.value), timeText(latest.at)],
    ]),
    columns,
    bold,
  );
}

/** Points of training metrics as a table. */
export function metricPointsText(
  points: readonly MetricPoint[],
  columns: number,
  bold: (text: string) => string,
): string {
  if (points.length === 0) return "No point is recorded there.";
  return textTable(
    [
      { heading: "run", least: 16 },
      { heading: "stage" },
      { heading: "key", least: 12 },
      { heading: "step", align: "right" },
      { heading: "value", align: "right" },
      { heading: "at" },
    ],
    points.map(({ run, stage, key, step, value, at }) => [
      ...[run, stage, key, String(step), valueText(value), timeText(at)],
    ]),
    columns,
    bold,
  );
}

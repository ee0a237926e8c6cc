import type { ScoredKey } from "@holdfast/core";
import type { MlflowPoint } from "./mlflow-run.js";

/** What was logged of one eval and metric at one step. */
export interface ScoreCell {
  readonly eval: string;
  readonly metric: string;
  readonly step: number;
  /** One point for each distinct number, the first one first; NaN and infinities are no scores. */
  readonly values: readonly MlflowPoint[];
  /** Numbers of samples that were logged beside it. */
  readonly samples: readonly MlflowPoint[];
}

function distinct(points: readonly MlflowPoint[]): MlflowPoint[] {
  const byTime = [...points].sort((a, b) => a.atMs - b.atMs);
  return byTime.filter((point, index) => byTime.findIndex(({ value }) => value === point.value) === index);
}

/** Points of metrics that name evals, by eval, metric and step; a cell without a single score is none. */
export function scoreCells(
  points: readonly MlflowPoint[],
  keys: ReadonlyMap<string, ScoredKey>,
): ScoreCell[] {
  const found = new Map<string, { readonly at: Omit<ScoreCell, "values" | "samples">; own: MlflowPoint[] }>();
  for (const point of points) {
    const named = keys.get(point.key);
    if (named === undefined || !Number.isFinite(point.value)) continue;
    const { eval: id, metric } = named;
    const place = JSON.stringify([id, metric, point.step]);
    const cell = found.get(place) ?? { at: { eval: id, metric, step: point.step }, own: [] };
    cell.own.push(point);
    found.set(place, cell);
  }
  return [...found.values()]
    .map(({ at, own }) => {
      const parts = (part: ScoredKey["part"]) => own.filter(({ key }) => keys.get(key)?.part === part);
      return { ...at, values: distinct(parts("value")), samples: distinct(parts("samples")) };
    })
    .filter(({ values }) => values.length > 0);
}

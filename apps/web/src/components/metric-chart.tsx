import type { MetricPoint } from "@holdfast/core";
import type { Course } from "../runs/read-courses.js";
import { metricText } from "../runs/run-words.js";

const WIDTH = 240;
const HEIGHT = 64;
const EDGE = 3;

interface Place {
  readonly step: number;
  readonly value: number;
}

function finite(points: readonly MetricPoint[]): Place[] {
  return points.flatMap(({ step, value }) => (typeof value === "number" ? [{ step, value }] : []));
}

/** The least and the greatest value of every column of the chart, in their order: a spike is never thinned away. */
function thinned(places: readonly Place[], columnOf: (step: number) => number): Place[] {
  const columns = new Map<number, [Place, Place]>();
  for (const place of places) {
    const column = columnOf(place.step);
    const [low, high] = columns.get(column) ?? [place, place];
    columns.set(column, [place.value < low.value ? place : low, place.value > high.value ? place : high]);
  }
  return [...columns.values()].flatMap(([low, high]) =>
    low === high ? [low] : low.step <= high.step ? [low, high] : [high, low],
  );
}

/** The course of one training metric: a line over steps, its ends and extremes as numbers. */
export function MetricChart({ course }: { readonly course: Course }) {
  const { series, points } = course;
  const places = finite(points);
  const values = places.map(({ value }) => value);
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const first = series.firstStep;
  const last = Math.max(series.latest.step, first + 1);
  const x = (step: number) => EDGE + ((step - first) / (last - first)) * (WIDTH - 2 * EDGE);
  const y = (value: number) =>
    high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((value - low) / (high - low)) * (HEIGHT - 2 * EDGE);
  const shown = thinned(places, (step) => Math.round(x(step)));
  const end = places.at(-1);
  const said = `${series.key} at ${series.stage}, from step ${first} to ${series.latest.step}: ${
    places.length === 0 ? "no finite value" : `between ${metricText(low)} and ${metricText(high)}`
  }, last ${metricText(series.latest.value)}`;
  return (
    <figure class="course">
      <figcaption>
        <span class="key">{series.key}</span>
        <span class="latest">{metricText(series.latest.value)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={said}>
        <title>{said}</title>
        {shown.length < 2 ? null : (
          <polyline
            points={shown.map(({ step, value }) => `${x(step).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}
          />
        )}
        {end === undefined ? null : (
          <circle cx={x(end.step).toFixed(1)} cy={y(end.value).toFixed(1)} r="2.5" />
        )}
      </svg>
      <p>
        {series.points === 1 ? `step ${first}` : `steps ${first} to ${series.latest.step}`}
        {places.length < 2 || low === high ? "" : `, ${metricText(low)} to ${metricText(high)}`}
        {points.length < series.points ? `, drawn from ${points.length} of ${series.points} points` : ""}
        {places.length < points.length ? `, ${points.length - places.length} not finite` : ""}
      </p>
    </figure>
  );
}

import type { HoldfastClient } from "@holdfast/api/client";
import type { MetricPoint, MetricSeries } from "@holdfast/core";

/** One training metric with as many of its points as a chart can show. */
export interface Course {
  readonly series: MetricSeries;
  readonly points: readonly MetricPoint[];
}

/** Charts on one page; what is beyond them is told as a number. */
export const MOST_COURSES = 24;
const WHOLE = 10_000;
const WINDOWS = 40;
const POINTS_OF_WINDOW = 4;

/** The points of a series: all, or where there are many, some from the start of each of its parts, and the latest. */
async function pointsOf(
  client: HoldfastClient,
  identity: string,
  series: MetricSeries,
): Promise<readonly MetricPoint[]> {
  const { run, stage, key, points, firstStep, latest } = series;
  const which = { run, stage, key };
  if (points <= WHOLE) return (await client.metrics(identity, { ...which, limit: WHOLE })).metrics;
  const width = (latest.step - firstStep) / WINDOWS;
  const some: MetricPoint[] = [];
  for (let window = 0; window < WINDOWS; window += 1) {
    const fromStep = Math.floor(firstStep + window * width);
    const toStep = Math.max(fromStep, Math.floor(firstStep + (window + 1) * width) - 1);
    some.push(
      ...(await client.metrics(identity, { ...which, fromStep, toStep, limit: POINTS_OF_WINDOW })).metrics,
    );
  }
  return [...some, { ...which, ...latest }];
}

/** The training metrics of a run by stage and key, those beyond {@link MOST_COURSES} left out. */
export async function readCourses(
  client: HoldfastClient,
  identity: string,
  run: string,
): Promise<{ readonly courses: readonly Course[]; readonly more: number }> {
  const { series } = await client.metricKeys(identity, { run, limit: 1000 });
  const courses: Course[] = [];
  for (const one of series.slice(0, MOST_COURSES))
    courses.push({ series: one, points: await pointsOf(client, identity, one) });
  return { courses, more: series.length - courses.length };
}

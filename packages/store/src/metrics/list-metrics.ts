import type { MetricPoint, MetricSeries } from "@holdfast/core";
import { and, eq, gte, lte, type SQL } from "drizzle-orm";
import { eachKey, isWanted } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { afterPlace, keysetOrder } from "../driver/keyset.js";
import { metric, metricSeries } from "../schema/metric.js";
import { type MetricPlace, POINT_ORDER, SERIES_ORDER, type SeriesPlace, wirePoint } from "./metric-place.js";

/** Which training metrics are asked for; what is left out is not asked. */
export interface SeriesQuestion {
  readonly run?: string | undefined;
  readonly stage?: string | undefined;
  readonly key?: string | undefined;
  readonly limit: number;
  readonly after?: SeriesPlace | undefined;
}

/** Which points are asked for. */
export interface MetricQuestion extends Omit<SeriesQuestion, "after"> {
  readonly fromStep?: number | undefined;
  readonly toStep?: number | undefined;
  readonly after?: MetricPlace | undefined;
}

type SeriesRow = typeof metricSeries.$inferSelect;

const SERIES_AT_A_TIME = 500;
/** Points of series that are looked into for each that is asked for, where a range of steps hides some of them. */
const SPARE = 4;

function seriesOf(
  { db }: Session,
  ablationId: number,
  { run, stage, key }: Pick<SeriesQuestion, "run" | "stage" | "key">,
  more: readonly (SQL | undefined)[],
  limit: number,
): Promise<SeriesRow[]> {
  return db
    .select()
    .from(metricSeries)
    .where(
      and(
        eq(metricSeries.ablationId, ablationId),
        run === undefined ? undefined : eq(metricSeries.run, run),
        stage === undefined ? undefined : eq(metricSeries.stage, stage),
        key === undefined ? undefined : eq(metricSeries.key, key),
        ...more,
      ),
    )
    .orderBy(...keysetOrder(SERIES_ORDER))
    .limit(limit);
}

function placeOf({ run, stage, key }: SeriesPlace): SeriesPlace {
  return { run, stage, key };
}

/** Training metrics by run, stage and key, each with its latest point, a page of them. */
export async function listSeries(
  session: Session,
  ablationId: number,
  { after, limit, ...asked }: SeriesQuestion,
): Promise<{ readonly series: MetricSeries[]; readonly next: SeriesPlace | null }> {
  const place =
    after === undefined ? undefined : afterPlace(SERIES_ORDER, [after.run, after.stage, after.key]);
  const rows = await seriesOf(session, ablationId, asked, [place], limit + 1);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    series: shown.map((row) => ({
      ...placeOf(row),
      points: row.points,
      firstStep: row.firstStep,
      latest: wirePoint({ step: row.latestStep, atMs: row.latestAtMs, value: row.latestValue }),
    })),
    next: last === undefined ? null : placeOf(last),
  };
}

/** Up to `limit` points of each series, in the order of the series given. */
async function pointsOf(
  { db }: Session,
  ablationId: number,
  series: readonly SeriesRow[],
  more: readonly (SQL | undefined)[],
  limit: number,
): Promise<MetricPlace[]> {
  const each = db
    .select()
    .from(metric)
    .where(and(eq(metric.ablationId, ablationId), isWanted(metric.seriesId), ...more))
    .orderBy(...keysetOrder(POINT_ORDER))
    .limit(limit)
    .as("found");
  const rows = await db
    .select()
    .from(
      eachKey(
        metric.seriesId,
        series.map(({ seriesId }) => seriesId),
      ),
    )
    .crossJoinLateral(each)
    .orderBy(each.step, each.atMs, each.value);
  const found = new Map<string, MetricPlace[]>(series.map(({ seriesId }) => [seriesId, []]));
  const names = new Map(series.map((row) => [row.seriesId, placeOf(row)]));
  for (const { found: row } of rows) {
    const name = names.get(row.seriesId);
    if (name === undefined) continue;
    found.get(row.seriesId)?.push({ ...name, step: row.step, atMs: row.atMs, value: row.value });
  }
  return [...found.values()].flat();
}

/** As many series, of those given, as hold that many points. */
function enough(series: readonly SeriesRow[], wanted: number): SeriesRow[] {
  let [taken, points] = [0, 0];
  while (taken < series.length && points < wanted) {
    points += Math.min(series[taken]?.points ?? 0, wanted);
    taken += 1;
  }
  return series.slice(0, taken);
}

/** Points by run, stage, key, step, time and value, a page of them. */
export async function listMetrics(
  session: Session,
  ablationId: number,
  { after, limit, fromStep, toStep, ...asked }: MetricQuestion,
): Promise<{ readonly metrics: MetricPoint[]; readonly next: MetricPlace | null }> {
  const inRange = [
    fromStep === undefined ? undefined : gte(metric.step, fromStep),
    toStep === undefined ? undefined : lte(metric.step, toStep),
  ];
  const hasRange = [
    fromStep === undefined ? undefined : gte(metricSeries.latestStep, fromStep),
    toStep === undefined ? undefined : lte(metricSeries.firstStep, toStep),
  ];
  const isRanged = fromStep !== undefined || toStep !== undefined;
  const wanted = limit + 1;
  const found: MetricPlace[] = [];
  let from: SeriesPlace | undefined = after;
  if (after !== undefined) {
    const begun = await seriesOf(session, ablationId, { ...asked, ...placeOf(after) }, hasRange, 1);
    const rest = afterPlace(POINT_ORDER, [after.step, after.atMs, after.value]);
    if (isAsked(asked, after))
      found.push(...(await pointsOf(session, ablationId, begun, [...inRange, rest], wanted)));
  }
  while (found.length < wanted) {
    const place = from === undefined ? undefined : afterPlace(SERIES_ORDER, [from.run, from.stage, from.key]);
    const series = await seriesOf(session, ablationId, asked, [...hasRange, place], SERIES_AT_A_TIME);
    const missing = wanted - found.length;
    const taken = enough(series, isRanged ? SPARE * missing : missing);
    if (taken.length === 0) break;
    found.push(...(await pointsOf(session, ablationId, taken, inRange, missing)));
    if (taken.length === series.length && series.length < SERIES_AT_A_TIME) break;
    from = taken.at(-1);
  }
  const shown = found.slice(0, limit);
  return {
    metrics: shown.map((point) => ({ ...placeOf(point), ...wirePoint(point) })),
    next: found.length > limit ? (shown.at(-1) ?? null) : null,
  };
}

/** Whether the series at which the page before ended is among those asked for. */
function isAsked(asked: Pick<SeriesQuestion, "run" | "stage" | "key">, place: SeriesPlace): boolean {
  return (["run", "stage", "key"] as const).every(
    (field) => asked[field] === undefined || asked[field] === place[field],
  );
}

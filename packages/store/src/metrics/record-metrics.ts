import {
  HoldfastError,
  isHoldfastError,
  keyOf,
  type MetricReceipt,
  type OutcomeRun,
  runKey,
} from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate, eachKey, isWanted } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { contentUuid } from "../record/outcome-key.js";
import { settleRuns } from "../record/settle-runs.js";
import { metric, metricSeries } from "../schema/metric.js";
import { comparePoints } from "./metric-place.js";

/** One point of a training metric. */
export interface MetricGiven {
  readonly run: OutcomeRun;
  readonly stage: string;
  readonly key: string;
  readonly step: number;
  /** Milliseconds since 1970; {@link NO_TIME} where none is stated. */
  readonly atMs: number;
  /** Any number, NaN and infinities included. */
  readonly value: number;
}

type SeriesRow = typeof metricSeries.$inferSelect;

interface Series {
  readonly seriesId: string;
  readonly run: string;
  readonly stage: string;
  readonly key: string;
  readonly points: MetricGiven[];
}

const POINTS_AT_A_TIME = 20_000;

/** Says which point of the batch named the run of a conflict. */
function atPoint(error: unknown, firsts: readonly number[]): unknown {
  const [, index, rest = ""] = isHoldfastError(error)
    ? (/^\[(\d+)\]\.?(.*)$/.exec(error.place.key ?? "") ?? [])
    : [];
  if (!isHoldfastError(error) || index === undefined) return error;
  const { code, message, remedy } = error;
  const key = keyOf([firsts[Number(index)] ?? 0, rest]);
  return new HoldfastError({ code, message, place: { key }, remedy, cause: error });
}

async function settleRunsOf(session: Session, ablationId: number, points: readonly MetricGiven[]) {
  const seen = new Map<string, number>();
  points.forEach(({ run }, index) => {
    const named = `${runKey(run)} ${run.callerId ?? ""}`;
    if (!seen.has(named)) seen.set(named, index);
  });
  const firsts = [...seen.values()];
  const said = firsts.flatMap((index) => {
    const run = points[index]?.run;
    return run === undefined ? [] : [{ run, correction: null }];
  });
  try {
    await settleRuns(session, ablationId, said);
  } catch (error) {
    throw atPoint(error, firsts);
  }
}

function bySeries(points: readonly MetricGiven[]): Series[] {
  const found = new Map<string, Series>();
  for (const point of points) {
    const run = runKey(point.run);
    const named = `${run}\u0000${point.stage}\u0000${point.key}`;
    const series = found.get(named);
    if (series !== undefined) {
      series.points.push(point);
      continue;
    }
    const { stage, key } = point;
    const seriesId = contentUuid(["metric", run, stage, key]);
    found.set(named, { seriesId, run, stage, key, points: [point] });
  }
  // writers meet in one order and never in a circle
  const sorted = [...found.values()].sort((a, b) => (a.seriesId < b.seriesId ? -1 : 1));
  for (const series of sorted) series.points.sort(comparePoints);
  return sorted;
}

/** The series of a batch, locked; those that are new come into being without points. */
async function lockSeries(
  session: Session,
  ablationId: number,
  all: readonly Series[],
): Promise<Map<string, SeriesRow>> {
  const lock = async (ids: readonly string[]) => {
    const one = session.db
      .select()
      .from(metricSeries)
      .where(and(eq(metricSeries.ablationId, ablationId), isWanted(metricSeries.seriesId)))
      .limit(1)
      .for("no key update")
      .as("found");
    const rows = await session.db.select().from(eachKey(metricSeries.seriesId, ids)).crossJoinLateral(one);
    return rows.map(({ found }) => found);
  };
  const stored = new Map((await lock(all.map(({ seriesId }) => seriesId))).map((row) => [row.seriesId, row]));
  const fresh = all.filter(({ seriesId }) => !stored.has(seriesId));
  if (fresh.length === 0) return stored;
  const rows = fresh.map(({ seriesId, run, stage, key, points: [first] }) => ({
    ...{ ablationId, seriesId, run, stage, key, points: 0 },
    firstStep: first?.step ?? 0,
    latestStep: first?.step ?? 0,
    latestAtMs: first?.atMs ?? 0,
    latestValue: first?.value ?? 0,
  }));
  await bulkInsert(session, metricSeries, rows, { existing: "keep" });
  for (const row of await lock(fresh.map(({ seriesId }) => seriesId))) stored.set(row.seriesId, row);
  return stored;
}

/** Inserts the points that are not there yet, and counts them by series. */
async function insertPoints(
  session: Session,
  ablationId: number,
  all: readonly Series[],
): Promise<Map<string, number>> {
  const added = new Map<string, number>();
  let rows: (typeof metric.$inferInsert)[] = [];
  const flush = async () => {
    const part = rows;
    rows = [];
    const inserted = await bulkInsert(session, metric, part, {
      existing: "keep",
      returning: metric.seriesId,
    });
    for (const [id] of inserted) added.set(String(id), (added.get(String(id)) ?? 0) + 1);
  };
  for (const { seriesId, points } of all)
    for (const { step, atMs, value } of points) {
      rows.push({ ablationId, seriesId, step, atMs, value });
      if (rows.length >= POINTS_AT_A_TIME) await flush();
    }
  await flush();
  return added;
}

function grown(stored: SeriesRow, { points: [first, ...more] }: Series, added: number): SeriesRow {
  const last = more.at(-1) ?? first;
  if (first === undefined || last === undefined) return stored;
  const { latestStep: step, latestAtMs: atMs, latestValue: value } = stored;
  const isLater = comparePoints(last, { step, atMs, value }) > 0;
  return {
    ...stored,
    points: stored.points + added,
    firstStep: Math.min(stored.firstStep, first.step),
    ...(isLater ? { latestStep: last.step, latestAtMs: last.atMs, latestValue: last.value } : {}),
  };
}

/**
 * Adds points of training metrics inside the caller's transaction; what is there already is recognised by its content.
 * Their runs come into being.
 *
 * @throws HoldfastError `conflict` where a run has another id than it is given; the key begins with the index of the
 * point: `[3].run`
 */
export async function recordMetrics(
  session: Session,
  ablationId: number,
  points: readonly MetricGiven[],
): Promise<MetricReceipt> {
  if (points.length === 0) return { points: 0, added: 0, recognised: 0 };
  await settleRunsOf(session, ablationId, points);
  const all = bySeries(points);
  const stored = await lockSeries(session, ablationId, all);
  const addedBySeries = await insertPoints(session, ablationId, all);
  const changed = all.flatMap((series) => {
    const added = addedBySeries.get(series.seriesId) ?? 0;
    const row = stored.get(series.seriesId);
    return added === 0 || row === undefined ? [] : [grown(row, series, added)];
  });
  await bulkUpdate(
    session,
    metricSeries,
    [metricSeries.ablationId, metricSeries.seriesId],
    changed.map((row) => ({
      ...{ ablationId, seriesId: row.seriesId },
      ...{ points: row.points, firstStep: row.firstStep },
      ...{ latestStep: row.latestStep, latestAtMs: row.latestAtMs, latestValue: row.latestValue },
    })),
  );
  const added = [...addedBySeries.values()].reduce((sum, value) => sum + value, 0);
  return { points: points.length, added, recognised: points.length - added };
}

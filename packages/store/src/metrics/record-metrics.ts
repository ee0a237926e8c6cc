import {
  HoldfastError,
  isHoldfastError,
  keyOf,
  type MetricReceipt,
  type OutcomeRun,
  runKey,
} from "@holdfast/core";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { growSeries } from "../driver/grow-series.js";
import { contentUuid } from "../record/outcome-key.js";
import { settleRuns } from "../record/settle-runs.js";
import { metric } from "../schema/metric.js";
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

/** The series of so many points, sorted by id, their points in order. */
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

function pointKey(seriesId: unknown, step: unknown, atMs: unknown, value: unknown): string {
  return `${seriesId} ${step} ${atMs} ${Number(value)}`;
}

interface Inserted {
  /** How many points were new, by series. */
  readonly added: ReadonlyMap<string, number>;
  /** Which ones they were; left empty where nobody asks. */
  readonly keys: Set<string>;
}

/** Inserts the points that are not there yet. */
async function insertPoints(
  session: Session,
  ablationId: number,
  all: readonly Series[],
  asksWhich: boolean,
): Promise<Inserted> {
  const added = new Map<string, number>();
  const keys = new Set<string>();
  const returning = asksWhich ? [metric.seriesId, metric.step, metric.atMs, metric.value] : metric.seriesId;
  let rows: (typeof metric.$inferInsert)[] = [];
  const flush = async () => {
    const part = rows;
    rows = [];
    for (const [id, ...place] of await bulkInsert(session, metric, part, { existing: "keep", returning })) {
      added.set(String(id), (added.get(String(id)) ?? 0) + 1);
      if (asksWhich) keys.add(pointKey(id, place[0], place[1], place[2]));
    }
  };
  for (const { seriesId, points } of all)
    for (const { step, atMs, value } of points) {
      rows.push({ ablationId, seriesId, step, atMs, value });
      if (rows.length >= POINTS_AT_A_TIME) await flush();
    }
  await flush();
  return { added, keys };
}

function grownBy(ablationId: number, { points, ...series }: Series, added: number) {
  const [first, last] = [points[0], points.at(-1)];
  return {
    ...{ ablationId, ...series, points: added, firstStep: first?.step ?? 0 },
    ...{ latestStep: last?.step ?? 0, latestAtMs: last?.atMs ?? 0, latestValue: last?.value ?? 0 },
  };
}

/** The receipt of each list: what two of them have in common was added by the first. */
function receiptsOf(
  lists: readonly (readonly MetricGiven[])[],
  all: readonly Series[],
  { added, keys }: Inserted,
): MetricReceipt[] {
  const receipt = (points: number, fresh: number) => ({ points, added: fresh, recognised: points - fresh });
  const [only, ...more] = lists;
  if (only !== undefined && more.length === 0)
    return [
      receipt(
        only.length,
        [...added.values()].reduce((sum, count) => sum + count, 0),
      ),
    ];
  const seriesOf = new Map(all.flatMap(({ seriesId, points }) => points.map((point) => [point, seriesId])));
  return lists.map((points) => {
    const fresh = points.filter((point) =>
      keys.delete(pointKey(seriesOf.get(point), point.step, point.atMs, point.value)),
    );
    return receipt(points.length, fresh.length);
  });
}

/**
 * Adds points of training metrics inside the caller's transaction, those of several callers as if one came after the
 * other; what is there already is recognised by its content. Their runs come into being.
 *
 * @returns the receipt of each list
 * @throws HoldfastError `conflict` where a run has another id than it is given; the key begins with the index of the
 * point among all of them: `[3].run`
 */
export async function recordMetrics(
  session: Session,
  ablationId: number,
  lists: readonly (readonly MetricGiven[])[],
): Promise<MetricReceipt[]> {
  const points = lists.flat();
  if (points.length === 0) return lists.map(() => ({ points: 0, added: 0, recognised: 0 }));
  await settleRunsOf(session, ablationId, points);
  const all = bySeries(points);
  const inserted = await insertPoints(session, ablationId, all, lists.length > 1);
  await growSeries(
    session,
    all.flatMap((series) => {
      const added = inserted.added.get(series.seriesId) ?? 0;
      return added === 0 ? [] : [grownBy(ablationId, series, added)];
    }),
  );
  return receiptsOf(lists, all, inserted);
}

import { compareText, type MetricPoint, metricNumber, type OutcomeRun } from "@holdfast/core";
import { eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { listMetrics } from "../metrics/list-metrics.js";
import { type MetricPlace, NO_TIME } from "../metrics/metric-place.js";
import { type MetricGiven, recordMetrics } from "../metrics/record-metrics.js";
import { runState } from "../schema/run-state.js";
import type { ArchiveLine } from "./archive-format.js";

type MetricsLine = Extract<ArchiveLine, { kind: "metrics" }>;

const POINTS_AT_A_TIME = 5000;
const POINTS_IN_A_LINE = 1000;

/** How the runs stand, by run. */
export async function* runStateLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  const rows = await session.db.select().from(runState).where(eq(runState.ablationId, ablationId));
  rows.sort((a, b) => compareText(a.run, b.run));
  for (const { run, status, startedAt, endedAt, at } of rows)
    yield {
      kind: "run-state",
      ...{ run, status, at: at.toISOString() },
      startedAt: startedAt?.toISOString() ?? null,
      endedAt: endedAt?.toISOString() ?? null,
    };
}

/** The points of all training metrics, in their order. */
export async function* metricLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  let open: MetricsLine | undefined;
  let after: MetricPlace | undefined;
  const isOf = (line: MetricsLine, { run, stage, key }: MetricPoint) =>
    line.run === run && line.stage === stage && line.key === key && line.step.length < POINTS_IN_A_LINE;
  do {
    const { metrics, next } = await listMetrics(session, ablationId, { limit: POINTS_AT_A_TIME, after });
    for (const point of metrics) {
      if (open === undefined || !isOf(open, point)) {
        if (open !== undefined) yield open;
        const { run, stage, key } = point;
        open = { kind: "metrics", run, stage, key, step: [], at: [], value: [] };
      }
      open.step.push(point.step);
      open.at.push(point.at);
      open.value.push(point.value);
    }
    after = next ?? undefined;
  } while (after !== undefined);
  if (open !== undefined) yield open;
}

/** Points of a run that the archive named before, restored. @returns how many were new */
export async function restoreMetrics(
  session: Session,
  ablationId: number,
  run: OutcomeRun,
  { stage, key, step, at, value }: MetricsLine,
): Promise<number> {
  const points = step.map((number, index): MetricGiven => {
    const time = at[index] ?? null;
    return {
      ...{ run, stage, key, step: number },
      atMs: time === null ? NO_TIME : Date.parse(time),
      value: metricNumber(value[index] ?? "NaN"),
    };
  });
  const [receipt] = await recordMetrics(session, ablationId, [points]);
  return receipt?.added ?? 0;
}

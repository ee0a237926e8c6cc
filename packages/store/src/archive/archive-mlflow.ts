import { compareText, metricValue } from "@holdfast/core";
import { and, eq, isNotNull } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { afterPlace, type KeysetColumn, keysetOrder } from "../driver/keyset.js";
import { experimentOf } from "../mlflow/experiments.js";
import { mlflowLatest, mlflowMetric } from "../schema/mlflow-metric.js";
import { mlflowInput, mlflowParam, mlflowRun, mlflowTag } from "../schema/mlflow-run.js";
import type { ArchiveLine } from "./archive-format.js";

const POINTS_IN_A_LINE = 1000;
const PAIRS_IN_A_LINE = 200;

/** The order of the points of one metric. */
const POINT_ORDER: readonly KeysetColumn[] = [
  { by: mlflowMetric.step, type: "bigint" },
  { by: mlflowMetric.atMs, type: "bigint" },
  { by: mlflowMetric.value, type: "double precision" },
];

type RunRow = typeof mlflowRun.$inferSelect;

/** The MLflow runs of an ablation in the order in which they started. */
export async function archivedMlflowRuns(session: Session, ablationId: number): Promise<RunRow[]> {
  const rows = await session.db
    .select()
    .from(mlflowRun)
    .where(and(eq(mlflowRun.ablationId, ablationId), isNotNull(mlflowRun.run)));
  return rows.sort((a, b) => a.startMs - b.startMs || compareText(a.runId, b.runId));
}

function* inParts<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}

/** Parameters and tags, a part of them a line. */
async function* pairLines(session: Session, ablationId: number, runId: string): AsyncGenerator<ArchiveLine> {
  const pairsOf = async (table: typeof mlflowParam | typeof mlflowTag) => {
    const { key, value } = table;
    const rows = await session.db
      .select({ key, value })
      .from(table)
      .where(and(eq(table.ablationId, ablationId), eq(table.runId, runId)));
    return rows.sort((a, b) => compareText(a.key, b.key));
  };
  for (const params of inParts(await pairsOf(mlflowParam), PAIRS_IN_A_LINE))
    yield { kind: "mlflow-params", runId, params };
  for (const tags of inParts(await pairsOf(mlflowTag), PAIRS_IN_A_LINE))
    yield { kind: "mlflow-tags", runId, tags };
}

async function* inputLines(session: Session, ablationId: number, runId: string): AsyncGenerator<ArchiveLine> {
  const rows = await session.db
    .select()
    .from(mlflowInput)
    .where(and(eq(mlflowInput.ablationId, ablationId), eq(mlflowInput.runId, runId)));
  rows.sort((a, b) => compareText(a.name, b.name) || compareText(a.digest, b.digest));
  for (const { ablationId: _id, tags, ...input } of rows)
    yield { kind: "mlflow-input", ...input, tags: tags.map(({ key, value }) => ({ key, value })) };
}

async function* historyLines(
  { db }: Session,
  ablationId: number,
  runId: string,
): AsyncGenerator<ArchiveLine> {
  const keys = await db
    .select({ key: mlflowLatest.key })
    .from(mlflowLatest)
    .where(and(eq(mlflowLatest.ablationId, ablationId), eq(mlflowLatest.runId, runId)));
  for (const { key } of keys.sort((a, b) => compareText(a.key, b.key))) {
    let last: typeof mlflowMetric.$inferSelect | undefined;
    do {
      const after =
        last === undefined ? undefined : afterPlace(POINT_ORDER, [last.step, last.atMs, last.value]);
      const points = await db
        .select()
        .from(mlflowMetric)
        .where(
          and(
            eq(mlflowMetric.ablationId, ablationId),
            eq(mlflowMetric.runId, runId),
            eq(mlflowMetric.key, key),
            after,
          ),
        )
        .orderBy(...keysetOrder(POINT_ORDER))
        .limit(POINTS_IN_A_LINE);
      if (points.length > 0)
        yield {
          ...{ kind: "mlflow-metrics", runId, key },
          step: points.map(({ step }) => step),
          atMs: points.map(({ atMs }) => atMs),
          value: points.map(({ value }) => metricValue(value)),
        };
      last = points.length < POINTS_IN_A_LINE ? undefined : points.at(-1);
    } while (last !== undefined);
  }
}

/** The experiments that the runs of an ablation are in, then the runs, each with what was logged to it but files. */
export async function* mlflowLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  const runs = await archivedMlflowRuns(session, ablationId);
  const experiments = [...new Set(runs.map(({ experimentId }) => experimentId))].sort((a, b) => a - b);
  for (const id of experiments) {
    const { tags, experimentId, name, artifactLocation, lifecycle, createdMs, updatedMs } =
      await experimentOf(session, id);
    yield {
      ...{ kind: "mlflow-experiment", experimentId, name, artifactLocation, lifecycle },
      ...{ createdMs, updatedMs, tags: [...tags].sort((a, b) => compareText(a.key, b.key)) },
    };
  }
  for (const { ablationId: _id, run, stage, ...row } of runs) {
    if (run === null || stage === null) continue;
    yield { kind: "mlflow-run", ...row, run, stage };
    yield* pairLines(session, ablationId, row.runId);
    yield* inputLines(session, ablationId, row.runId);
    yield* historyLines(session, ablationId, row.runId);
  }
}

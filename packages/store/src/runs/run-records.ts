import { parentRunKey, type RunRecord } from "@holdfast/core";
import { and, asc, count, eq, isNotNull, sql } from "drizzle-orm";
import { arrayLiteral } from "../driver/array-literal.js";
import { eachKey, isAnyOf, isWanted } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { exclusion } from "../schema/exclusion.js";
import { metricSeries } from "../schema/metric.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";
import { runState } from "../schema/run-state.js";

type RunRow = typeof run.$inferSelect;

function countsBy<T extends { readonly run: string }>(rows: readonly T[], of: (row: T) => number) {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.run, (counts.get(row.run) ?? 0) + of(row));
  return (key: string) => counts.get(key) ?? 0;
}

/** Keys of the runs that start from a checkpoint of each run. */
async function childrenOf(session: Session, ablationId: number, rows: readonly RunRow[]) {
  const arms = [...new Set(rows.map((row) => row.arm))];
  // a run branches from one of the same arm and seed
  const seeds = [...new Set(rows.map((row) => row.seed ?? -1))];
  const branched = await session.db
    .select()
    .from(run)
    .where(
      and(
        eq(run.ablationId, ablationId),
        isAnyOf(run.arm, arms),
        sql`coalesce(${run.seed}, -1) = any(${arrayLiteral(seeds)}::text::bigint[])`,
        isNotNull(run.parent),
      ),
    )
    .orderBy(asc(run.branch), asc(run.run));
  const children = new Map<string, string[]>();
  for (const row of branched) {
    const parent = parentRunKey(row);
    if (parent === null || parent === row.run) continue;
    children.set(parent, [...(children.get(parent) ?? []), row.run]);
  }
  return (key: string) => children.get(key) ?? [];
}

/** Stored runs with what belongs to them, in the order given. */
export async function runRecords(
  session: Session,
  ablationId: number,
  rows: readonly RunRow[],
): Promise<RunRecord[]> {
  if (rows.length === 0) return [];
  const keys = rows.map((row) => row.run);
  const { db } = session;
  const checkpoints = await db
    .select({ run: checkpoint.run, stage: checkpoint.stage, count: count() })
    .from(checkpoint)
    .where(and(eq(checkpoint.ablationId, ablationId), isAnyOf(checkpoint.run, keys)))
    .groupBy(checkpoint.run, checkpoint.stage)
    .orderBy(asc(checkpoint.run), asc(checkpoint.stage));
  const counted = db
    .select({ run: checkpoint.run, count: count().as("outcomes") })
    .from(checkpoint)
    .innerJoin(
      outcome,
      and(eq(outcome.ablationId, checkpoint.ablationId), eq(outcome.checkpointId, checkpoint.checkpointId)),
    )
    .where(and(eq(checkpoint.ablationId, ablationId), eq(outcome.current, true), isWanted(checkpoint.run)))
    .groupBy(checkpoint.run)
    .as("counted");
  const outcomes = await db
    .select({ run: counted.run, count: counted.count })
    .from(eachKey(checkpoint.run, keys))
    .crossJoinLateral(counted);
  const series = await db
    .select({ run: metricSeries.run, count: count() })
    .from(metricSeries)
    .where(and(eq(metricSeries.ablationId, ablationId), isAnyOf(metricSeries.run, keys)))
    .groupBy(metricSeries.run);
  const states = await db
    .select()
    .from(runState)
    .where(and(eq(runState.ablationId, ablationId), isAnyOf(runState.run, keys)));
  const aside = await db
    .select()
    .from(exclusion)
    .where(
      and(eq(exclusion.ablationId, ablationId), eq(exclusion.kind, "run"), isAnyOf(exclusion.target, keys)),
    );
  const children = await childrenOf(session, ablationId, rows);
  const countOf = (row: { readonly count: number }) => row.count;
  const [checkpointsOf, outcomesOf, metricsOf] = [
    countsBy(checkpoints, countOf),
    countsBy(outcomes, countOf),
    countsBy(series, countOf),
  ];
  return rows.map(({ ablationId: _ablation, ...row }) => {
    const state = states.find((candidate) => candidate.run === row.run);
    const excluded = aside.find((candidate) => candidate.target === row.run);
    return {
      ...row,
      parent: row.parent ?? null,
      environment: row.environment ?? null,
      excluded: excluded === undefined ? null : { author: excluded.author, reason: excluded.reason },
      parentRun: parentRunKey(row),
      children: children(row.run),
      state:
        state === undefined
          ? null
          : {
              status: state.status,
              startedAt: state.startedAt?.toISOString() ?? null,
              endedAt: state.endedAt?.toISOString() ?? null,
              at: state.at.toISOString(),
            },
      stages: checkpoints.filter((candidate) => candidate.run === row.run).map(({ stage }) => stage),
      checkpoints: checkpointsOf(row.run),
      outcomes: outcomesOf(row.run),
      metrics: metricsOf(row.run),
    };
  });
}

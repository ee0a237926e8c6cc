import { HoldfastError } from "@holdfast/core";
import { and, count, eq, ne, sum } from "drizzle-orm";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { metric, metricSeries } from "../schema/metric.js";
import { mlflowMetric } from "../schema/mlflow-metric.js";
import { mlflowRun } from "../schema/mlflow-run.js";
import { checkpoint, intervention, run } from "../schema/run.js";
import { runState } from "../schema/run-state.js";

interface Bound {
  readonly run: string;
  readonly stage: string;
}

function heldBy(what: string, bound: Bound): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `this MLflow run is ${bound.run} at ${bound.stage}, and ${what} recorded there.`,
    remedy:
      "Start another MLflow run for the other training, or exclude what is wrong with its author and reason.",
  });
}

async function counted(query: PromiseLike<readonly { readonly n: number }[]>): Promise<number> {
  return (await query)[0]?.n ?? 0;
}

/** What belongs to the bound run and stage beside this MLflow run keeps it there. @throws HoldfastError `conflict` */
async function refuseHeld(session: Session, ablationId: number, runId: string, bound: Bound): Promise<void> {
  const { db } = session;
  const n = count();
  const outcomes = await counted(
    db
      .select({ n })
      .from(checkpoint)
      .where(
        and(
          eq(checkpoint.ablationId, ablationId),
          eq(checkpoint.run, bound.run),
          eq(checkpoint.stage, bound.stage),
        ),
      ),
  );
  if (outcomes > 0) throw heldBy("checkpoints of it are", bound);
  const others = await counted(
    db
      .select({ n })
      .from(mlflowRun)
      .where(
        and(
          eq(mlflowRun.ablationId, ablationId),
          eq(mlflowRun.run, bound.run),
          eq(mlflowRun.stage, bound.stage),
          ne(mlflowRun.runId, runId),
        ),
      ),
  );
  if (others > 0) throw heldBy("another MLflow run is", bound);
  const [stored] = await db
    .select({ n: sum(metricSeries.points) })
    .from(metricSeries)
    .where(
      and(
        eq(metricSeries.ablationId, ablationId),
        eq(metricSeries.run, bound.run),
        eq(metricSeries.stage, bound.stage),
      ),
    );
  const own = await counted(
    db
      .select({ n })
      .from(mlflowMetric)
      .where(and(eq(mlflowMetric.ablationId, ablationId), eq(mlflowMetric.runId, runId))),
  );
  if (Number(stored?.n ?? 0) > own) throw heldBy("other training metrics are", bound);
}

async function removeTraining(session: Session, ablationId: number, key: string): Promise<void> {
  for (const table of [checkpoint, intervention, metricSeries, mlflowRun]) {
    const rows = await session.db
      .select({ n: count() })
      .from(table)
      .where(and(eq(table.ablationId, ablationId), eq(table.run, key)));
    if ((rows[0]?.n ?? 0) > 0) return;
  }
  await session.db.delete(runState).where(and(eq(runState.ablationId, ablationId), eq(runState.run, key)));
  await session.db.delete(run).where(and(eq(run.ablationId, ablationId), eq(run.run, key)));
}

/**
 * Undoes a binding that was a mistake: the metrics that came with it leave the training, and the training goes too
 * where it came into being with the binding and nothing else is known of it.
 *
 * @throws HoldfastError `conflict` where something else was recorded for that run and stage
 */
export async function releaseRun(
  session: Session,
  ablationId: number,
  runId: string,
  bound: Bound,
): Promise<void> {
  await refuseHeld(session, ablationId, runId, bound);
  const series = await session.db
    .select({ id: metricSeries.seriesId })
    .from(metricSeries)
    .where(
      and(
        eq(metricSeries.ablationId, ablationId),
        eq(metricSeries.run, bound.run),
        eq(metricSeries.stage, bound.stage),
      ),
    );
  const ids = series.map(({ id }) => id);
  if (ids.length > 0) {
    await session.db
      .delete(metric)
      .where(and(eq(metric.ablationId, ablationId), isAnyOf(metric.seriesId, ids)));
    await session.db
      .delete(metricSeries)
      .where(and(eq(metricSeries.ablationId, ablationId), isAnyOf(metricSeries.seriesId, ids)));
  }
  const here = and(eq(mlflowRun.ablationId, ablationId), eq(mlflowRun.runId, runId));
  const [row] = await session.db.select({ madeRun: mlflowRun.madeRun }).from(mlflowRun).where(here);
  await session.db.update(mlflowRun).set({ run: null, stage: null, madeRun: false }).where(here);
  if (row?.madeRun === true) await removeTraining(session, ablationId, bound.run);
}

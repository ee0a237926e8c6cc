import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { mlflowRun } from "../schema/mlflow-run.js";
import { settleRun } from "./settle-scores.js";

/** The metrics of bound runs that name an eval since an amendment become outcomes, with what was logged before. */
export async function settleBoundRuns(
  session: Session,
  ablationId: number,
  identity: string,
  actor: Actor,
): Promise<void> {
  const rows = await session.db
    .select({ runId: mlflowRun.runId, run: mlflowRun.run, stage: mlflowRun.stage })
    .from(mlflowRun)
    .where(and(eq(mlflowRun.ablationId, ablationId), isNotNull(mlflowRun.run)))
    .orderBy(asc(mlflowRun.runId))
    .for("no key update");
  for (const { runId, run, stage } of rows)
    if (run !== null && stage !== null)
      await settleRun(session, { ablationId, runId, binding: { identity, run, stage } }, new Map(), actor);
}

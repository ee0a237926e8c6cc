import { and, count, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";

/** A place of a plan that has outcomes. */
export interface ArrivedCell {
  readonly arm: string;
  readonly seed: number | null;
  readonly stage: string;
  readonly eval: string;
  /** Current ones. */
  readonly outcomes: number;
}

/** The places of an ablation that have outcomes, what is set aside among them: counted by the database. */
export async function arrivedCells(session: Session, ablationId: number): Promise<ArrivedCell[]> {
  return session.db
    .select({
      arm: run.arm,
      seed: run.seed,
      stage: checkpoint.stage,
      eval: outcome.evalId,
      outcomes: count(),
    })
    .from(outcome)
    .innerJoin(
      checkpoint,
      and(eq(checkpoint.ablationId, outcome.ablationId), eq(checkpoint.checkpointId, outcome.checkpointId)),
    )
    .innerJoin(run, and(eq(run.ablationId, checkpoint.ablationId), eq(run.run, checkpoint.run)))
    .where(and(eq(outcome.ablationId, ablationId), eq(outcome.current, true)))
    .groupBy(run.arm, run.seed, checkpoint.stage, outcome.evalId);
}

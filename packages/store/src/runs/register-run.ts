import { formatCheckpoint, type OutcomeCheckpoint, type OutcomeRun, runKey } from "@holdfast/core";
import { noteInAudit } from "../ablation/audit-trail.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { checkpointIdOf, END_OF_STAGE } from "../record/outcome-key.js";
import { settleCheckpoints } from "../record/settle-checkpoints.js";
import { settleRuns } from "../record/settle-runs.js";
import { checkpoint, run } from "../schema/run.js";
import { type RunStateGiven, settleRunState } from "./settle-run-state.js";

/** The row comes into being; what is said of it is laid over it by {@link settleRuns}. */
async function insertRun(session: Session, ablationId: number, given: OutcomeRun): Promise<boolean> {
  const { arm, seed, branch, callerId, parent, recipe, environment } = given;
  const row = { ablationId, run: runKey(given), arm, seed, branch, callerId, parent, recipe, environment };
  const inserted = await bulkInsert(session, run, [row], { existing: "keep", returning: run.run });
  await settleRuns(session, ablationId, [{ run: given, correction: null }]);
  return inserted.length > 0;
}

/**
 * A run comes into being before any outcome of it, or is recognised.
 *
 * @returns whether it was new
 * @throws HoldfastError `conflict` where another training has the same arm, seed and branch
 */
export async function registerRun(
  session: Session,
  identity: string,
  given: { readonly run: OutcomeRun; readonly state: RunStateGiven | null },
  actor: Actor,
): Promise<boolean> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const key = runKey(given.run);
  const created = await insertRun(session, ablationId, given.run);
  const changed =
    given.state !== null && (await settleRunState(session, ablationId, key, given.state, actor.at));
  if (created || changed) {
    const said = given.state === null || !changed ? "registered" : given.state.status;
    await noteInAudit(session, actor, "record", identity, `run ${key}: ${said}`, { run: key, status: said });
  }
  return created;
}

/**
 * A checkpoint comes into being before any outcome of it, with its run, or is recognised.
 *
 * @returns whether it was new
 * @throws HoldfastError `conflict` where its run, tokens or address are recorded with another value
 */
export async function registerCheckpoint(
  session: Session,
  identity: string,
  given: { readonly run: OutcomeRun; readonly checkpoint: OutcomeCheckpoint },
  actor: Actor,
): Promise<boolean> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  await insertRun(session, ablationId, given.run);
  const key = runKey(given.run);
  const { stage, tokens, uri, shared } = given.checkpoint;
  const step = given.checkpoint.step ?? END_OF_STAGE;
  const checkpointId = checkpointIdOf(key, stage, step);
  const row = { ablationId, checkpointId, run: key, stage, step, tokens, uri, shared };
  const inserted = await bulkInsert(session, checkpoint, [row], {
    existing: "keep",
    returning: checkpoint.checkpointId,
  });
  await settleCheckpoints(session, ablationId, [{ ...given, correction: null }]);
  if (inserted.length > 0)
    await noteInAudit(
      session,
      actor,
      "checkpoint",
      identity,
      `checkpoint ${key} ${formatCheckpoint(given.checkpoint)}`,
    );
  return inserted.length > 0;
}

import {
  type CheckpointRegistered,
  type OutcomeCheckpoint,
  type OutcomeRun,
  type RunLineage,
  type RunRecord,
  type RunRegistered,
  runKey,
} from "@holdfast/core";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import type { Transactions } from "../driver/transactions.js";
import { listRuns, type RunPlace, type RunQuestion } from "./list-runs.js";
import { readCheckpoints, readLineage, readRunRecord } from "./read-run.js";
import { registerCheckpoint, registerRun } from "./register-run.js";
import type { RunStateGiven } from "./settle-run-state.js";

/** Runs and checkpoints in themselves, with or without outcomes. */
export interface RunStore {
  /** Runs by arm, seed and branch; `next` is where the following page begins, or null at the end. */
  runs(
    identity: string,
    question: RunQuestion,
  ): Promise<{ readonly runs: readonly RunRecord[]; readonly next: RunPlace | null }>;
  /** One run with everything that happened in its life. Throws `not-found`. */
  run(identity: string, key: string): Promise<RunLineage>;
  /** A run comes into being, or is recognised. Throws `conflict` as {@link record} does, with `[0]` before the key. */
  registerRun(
    identity: string,
    given: { readonly run: OutcomeRun; readonly state: RunStateGiven | null },
    actor: Actor,
  ): Promise<RunRegistered>;
  /** A checkpoint comes into being with its run, or is recognised. Throws `conflict` likewise. */
  registerCheckpoint(
    identity: string,
    given: { readonly run: OutcomeRun; readonly checkpoint: OutcomeCheckpoint },
    actor: Actor,
  ): Promise<CheckpointRegistered>;
}

async function registeredCheckpoint(
  session: Session,
  identity: string,
  given: { readonly run: OutcomeRun; readonly checkpoint: OutcomeCheckpoint },
  actor: Actor,
): Promise<CheckpointRegistered> {
  const created = await registerCheckpoint(session, identity, given, actor);
  const { ablationId } = await ablationNamed(session, identity);
  const [checkpoint] = await readCheckpoints(session, ablationId, runKey(given.run), given.checkpoint);
  if (checkpoint === undefined) throw new Error("a checkpoint that was registered is not there");
  return { created, checkpoint };
}

/** Runs over the transactions of a store. */
export function runStore({ write, readOf }: Transactions): RunStore {
  return {
    runs: (identity, question) =>
      readOf(identity, (session, ablationId) => listRuns(session, ablationId, question)),
    run: (identity, key) => readOf(identity, (session, ablationId) => readLineage(session, ablationId, key)),
    registerRun: (identity, given, actor) =>
      write(async (session) => {
        const created = await registerRun(session, identity, given, actor);
        const { ablationId } = await ablationNamed(session, identity);
        return { created, run: await readRunRecord(session, ablationId, runKey(given.run)) };
      }),
    registerCheckpoint: (identity, given, actor) =>
      write((session) => registeredCheckpoint(session, identity, given, actor)),
  };
}

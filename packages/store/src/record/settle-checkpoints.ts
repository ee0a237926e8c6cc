import { formatCheckpoint, type Outcome, runKey } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate, eachKey, isWanted } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { checkpoint } from "../schema/run.js";
import { fieldConflict } from "./conflict.js";
import { checkpointIdOf, END_OF_STAGE } from "./outcome-key.js";
import { type SettledRow, type Settlement, type Settling, settlingRows } from "./settle-rows.js";

type CheckpointRow = typeof checkpoint.$inferSelect;

/** As much of an outcome as speaks of its checkpoint. */
export type CheckpointSaid = Pick<Outcome, "run" | "checkpoint" | "correction">;

interface Said {
  readonly index: number;
  readonly outcome: CheckpointSaid;
}

const FIELDS = { tokens: "tokens", uri: "checkpointUri" } as const;

function mergeCheckpoint(
  ablationId: number,
  checkpointId: string,
  stored: CheckpointRow | undefined,
  said: readonly Said[],
  corrected: (change: string) => void,
): SettledRow<CheckpointRow> {
  const [first] = said;
  if (first === undefined) throw new RangeError("a checkpoint that nobody named");
  const { stage, step } = first.outcome.checkpoint;
  const run = runKey(first.outcome.run);
  let row: CheckpointRow = stored ?? {
    ablationId,
    checkpointId,
    run,
    stage,
    step: step ?? END_OF_STAGE,
    tokens: null,
    uri: null,
    shared: false,
  };
  let changed = false;
  for (const { index, outcome } of said) {
    for (const field of ["tokens", "uri"] as const) {
      const given = outcome.checkpoint[field];
      if (given === null || given === row[field]) continue;
      if (row[field] !== null) {
        const what = `${FIELDS[field]} of ${run} at ${formatCheckpoint({ stage, step })}`;
        const [before, after] = [String(row[field]), String(given)];
        if (outcome.correction === null) {
          throw fieldConflict(
            `the ${what}`,
            [index, FIELDS[field]],
            before,
            after,
            "If this is another checkpoint, give its step or another branch; if the recorded value is wrong, send a correction with author and reason.",
          );
        }
        corrected(`${what} ${before} -> ${after}`);
      }
      row = { ...row, [field]: given };
      changed = true;
    }
    if (outcome.checkpoint.shared && !row.shared) {
      row = { ...row, shared: true };
      changed = true;
    }
  }
  return { row, changed };
}

/** The checkpoints that outcomes name come into being, after their runs. */
export async function settleCheckpoints(
  session: Session,
  ablationId: number,
  outcomes: readonly CheckpointSaid[],
): Promise<readonly string[]> {
  return settlingCheckpoints(session, ablationId, outcomes).settle();
}

/** The same in two steps. The answer says what corrections changed. */
export function settlingCheckpoints(
  session: Session,
  ablationId: number,
  outcomes: readonly CheckpointSaid[],
): Settling<readonly string[]> {
  const said = new Map<string, Said[]>();
  outcomes.forEach((outcome, index) => {
    const { stage, step } = outcome.checkpoint;
    const key = checkpointIdOf(runKey(outcome.run), stage, step ?? END_OF_STAGE);
    const list = said.get(key);
    if (list === undefined) said.set(key, [{ index, outcome }]);
    else list.push({ index, outcome });
  });
  const corrections = new Set<string>();
  const settlement: Settlement<CheckpointRow> = {
    keys: new Set(said.keys()),
    async select(keys, lock) {
      const one = session.db
        .select()
        .from(checkpoint)
        .where(and(eq(checkpoint.ablationId, ablationId), isWanted(checkpoint.checkpointId)))
        .limit(1);
      const found = (lock ? one.for("no key update") : one).as("found");
      const rows = await session.db
        .select()
        .from(eachKey(checkpoint.checkpointId, keys))
        .crossJoinLateral(found);
      return new Map(rows.map((row) => [row.found.checkpointId, row.found]));
    },
    merge: (key, stored) =>
      mergeCheckpoint(ablationId, key, stored, said.get(key) ?? [], (change) => corrections.add(change)),
    insert: async (rows) =>
      (await bulkInsert(session, checkpoint, rows, { existing: "keep", returning: checkpoint.checkpointId }))
        .length,
    update: (rows) => bulkUpdate(session, checkpoint, [checkpoint.ablationId, checkpoint.checkpointId], rows),
  };
  return settlingRows(settlement, () => [...corrections]);
}

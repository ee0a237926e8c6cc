import { NOTE_PREFIX } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { mlflowTag } from "../schema/mlflow-run.js";

/** The tag that says what is wrong with a run's metrics as outcomes. */
export const METRICS_NOTE = `${NOTE_PREFIX}metrics`;
/** The tag that says what was refused or left out of the files of a run. */
export const FILES_NOTE = `${NOTE_PREFIX}files`;

const MOST_LINES = 20;

interface Place {
  readonly ablationId: number;
  readonly runId: string;
}

/** Writes a note on a run, one line each; nothing to say takes it away. */
export async function noteOnRun(
  session: Session,
  { ablationId, runId }: Place,
  key: string,
  lines: readonly string[],
): Promise<void> {
  const where = and(eq(mlflowTag.ablationId, ablationId), eq(mlflowTag.runId, runId), eq(mlflowTag.key, key));
  if (lines.length === 0) {
    await session.db.delete(mlflowTag).where(where);
    return;
  }
  const more = lines.length > MOST_LINES ? [`and ${lines.length - MOST_LINES} more`] : [];
  const value = [...lines.slice(0, MOST_LINES), ...more].join("\n");
  await session.db
    .insert(mlflowTag)
    .values({ ablationId, runId, key, value })
    .onConflictDoUpdate({
      target: [mlflowTag.ablationId, mlflowTag.runId, mlflowTag.key],
      set: { value },
    });
}

import type { RunState } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { settleRunState } from "../runs/settle-run-state.js";
import type { PlacedRun } from "./placed-run.js";

const STATUSES: Readonly<Record<string, RunState["status"]>> = {
  FINISHED: "finished",
  FAILED: "failed",
  KILLED: "killed",
};

/** A bound run's training stands as its MLflow run says. */
export async function settleState(
  session: Session,
  { ablationId, run }: PlacedRun,
  now: Date,
): Promise<void> {
  if (run.binding === null) return;
  const status = STATUSES[run.status] ?? "running";
  const endedAt = status === "running" || run.endMs === null ? null : new Date(run.endMs);
  const given = { status, startedAt: new Date(run.startMs), endedAt, at: endedAt ?? now };
  await settleRunState(session, ablationId, run.binding.run, given, now);
}

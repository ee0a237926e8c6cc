import type { Checkpoint, OutcomeRun, Run } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { settleCheckpoints } from "../record/settle-checkpoints.js";
import { settleRuns } from "../record/settle-runs.js";
import { settleRunState } from "../runs/settle-run-state.js";
import type { ArchiveLine } from "./archive-format.js";
import { brokenArchive } from "./archive-refusal.js";

type RunStateLine = Extract<ArchiveLine, { kind: "run-state" }>;

/** The runs and checkpoints that an archive names. */
export interface ArchivedRuns {
  readonly runs: ReadonlyMap<string, Omit<Run, "excluded">>;
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
}

/** The run of a line. @throws HoldfastError `invalid-input` where no earlier line names it */
export function archivedRun({ runs }: ArchivedRuns, line: number, run: string): OutcomeRun {
  const known = runs.get(run);
  if (known !== undefined) return known;
  throw brokenArchive(line, `no earlier line names the run ${run}.`);
}

/** Runs and checkpoints come into being, also those without outcomes. */
export async function settleArchivedRuns(
  session: Session,
  ablationId: number,
  { runs, checkpoints }: ArchivedRuns,
): Promise<void> {
  await settleRuns(
    session,
    ablationId,
    [...runs.values()].map((run) => ({ run, correction: null })),
  );
  const stated = [...checkpoints.values()].flatMap((checkpoint) => {
    const run = runs.get(checkpoint.run);
    return run === undefined ? [] : [{ run, checkpoint, correction: null }];
  });
  await settleCheckpoints(session, ablationId, stated);
}

/** How a run stood, laid over what is known of it. */
export async function restoreRunState(
  session: Session,
  ablationId: number,
  { run, status, startedAt, endedAt, at }: RunStateLine,
): Promise<void> {
  const time = (text: string | null) => (text === null ? null : new Date(text));
  const moment = new Date(at);
  const given = { status, startedAt: time(startedAt), endedAt: time(endedAt), at: moment };
  await settleRunState(session, ablationId, run, given, moment);
}

import type { RunRecord, RunStatus } from "@holdfast/core";
import { and, eq, exists, not, type SQL, sql } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { afterPlace, type KeysetColumn, keysetOrder } from "../driver/keyset.js";
import { exclusion } from "../schema/exclusion.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";
import { runState } from "../schema/run-state.js";
import { runRecords } from "./run-records.js";

/** A place in the list of runs. */
export interface RunPlace {
  readonly arm: string;
  /** -1: unknown. */
  readonly seed: number;
  readonly branch: number;
  readonly run: string;
}

/** Which runs are asked for; what is left out is not asked. */
export interface RunQuestion {
  readonly arm?: string | undefined;
  /** null: the seed is not known. */
  readonly seed?: number | null | undefined;
  /** It has a checkpoint of this stage. */
  readonly stage?: string | undefined;
  /** Found in its key, its caller's id, its recipe or its environment, whatever the case of letters. */
  readonly text?: string | undefined;
  readonly hasOutcomes?: boolean | undefined;
  /** `unknown`: nobody said how it stands. */
  readonly status?: RunStatus | "unknown" | undefined;
  /** `only`: those that were set aside; `without`: all others. */
  readonly excluded?: "only" | "without" | undefined;
  readonly limit: number;
  readonly after?: RunPlace | undefined;
}

const ORDER: readonly KeysetColumn[] = [
  { by: run.arm, type: "text" },
  { by: sql`coalesce(${run.seed}, -1)`, type: "bigint" },
  { by: run.branch, type: "bigint" },
  { by: run.run, type: "text" },
];

function isFound(text: string): SQL {
  const searched = sql`concat_ws(' ', ${run.run}, ${run.callerId}, ${run.recipe}, ${run.environment}->>'name', ${run.environment}->>'variant')`;
  return sql`strpos(lower(${searched}), lower(${text}::text)) > 0`;
}

function conditions({ db }: Session, question: RunQuestion): (SQL | undefined)[] {
  const one = { one: sql`1` };
  const ofRun = and(eq(checkpoint.ablationId, run.ablationId), eq(checkpoint.run, run.run));
  const { arm, seed, stage, text, hasOutcomes, status, excluded, after } = question;
  const scored = exists(
    db
      .select(one)
      .from(checkpoint)
      .innerJoin(
        outcome,
        and(eq(outcome.ablationId, checkpoint.ablationId), eq(outcome.checkpointId, checkpoint.checkpointId)),
      )
      .where(ofRun),
  );
  const stated = (value: RunStatus | undefined) =>
    exists(
      db
        .select(one)
        .from(runState)
        .where(
          and(
            eq(runState.ablationId, run.ablationId),
            eq(runState.run, run.run),
            value === undefined ? undefined : eq(runState.status, value),
          ),
        ),
    );
  const aside = exists(
    db
      .select(one)
      .from(exclusion)
      .where(
        and(
          eq(exclusion.ablationId, run.ablationId),
          eq(exclusion.kind, "run"),
          eq(exclusion.target, run.run),
        ),
      ),
  );
  return [
    // as the index of the list has them
    arm === undefined ? undefined : sql`${run.arm} collate "C" = ${arm}`,
    seed === undefined ? undefined : sql`coalesce(${run.seed}, -1) = ${seed ?? -1}`,
    stage === undefined
      ? undefined
      : exists(
          db
            .select(one)
            .from(checkpoint)
            .where(and(ofRun, eq(checkpoint.stage, stage))),
        ),
    text === undefined ? undefined : isFound(text),
    hasOutcomes === undefined ? undefined : hasOutcomes ? scored : not(scored),
    status === undefined ? undefined : status === "unknown" ? not(stated(undefined)) : stated(status),
    excluded === undefined ? undefined : excluded === "only" ? aside : not(aside),
    after === undefined ? undefined : afterPlace(ORDER, [after.arm, after.seed, after.branch, after.run]),
  ];
}

/** Runs by arm, seed and branch, a page of them; `next` is where the following page begins, or null. */
export async function listRuns(
  session: Session,
  ablationId: number,
  question: RunQuestion,
): Promise<{ readonly runs: RunRecord[]; readonly next: RunPlace | null }> {
  const rows = await session.db
    .select()
    .from(run)
    .where(and(eq(run.ablationId, ablationId), ...conditions(session, question)))
    .orderBy(...keysetOrder(ORDER))
    .limit(question.limit + 1);
  const shown = rows.slice(0, question.limit);
  const last = rows.length > question.limit ? shown.at(-1) : undefined;
  return {
    runs: await runRecords(session, ablationId, shown),
    next:
      last === undefined
        ? null
        : { arm: last.arm, seed: last.seed ?? -1, branch: last.branch, run: last.run },
  };
}

import { type EvidenceLevel, HoldfastError, type OutcomeRecord } from "@holdfast/core";
import { and, eq, isNull, not, type SQL } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { afterPlace, type KeysetColumn, keysetOrder } from "../driver/keyset.js";
import { END_OF_STAGE } from "../record/outcome-key.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";
import { outcomeRecords, type PlacedOutcome } from "./outcome-records.js";
import { outcomesSetAside } from "./outcomes-set-aside.js";

/** Which outcomes are asked for; what is left out is not asked. */
export interface OutcomeQuestion {
  readonly arm?: string | undefined;
  /** Key of the run. */
  readonly run?: string | undefined;
  /** null: the seed is not known. */
  readonly seed?: number | null | undefined;
  readonly stage?: string | undefined;
  /** null: the end of a stage. */
  readonly step?: number | null | undefined;
  readonly eval?: string | undefined;
  readonly judge?: string | undefined;
  readonly metric?: string | undefined;
  /** Canonical JSON. */
  readonly condition?: string | undefined;
  readonly level?: EvidenceLevel | undefined;
  readonly revisions: "current" | "superseded" | "all";
  readonly excluded: "with" | "without" | "only";
  readonly limit: number;
  /** Id of the last outcome of the page before. */
  readonly after?: string | undefined;
}

const ORDER: readonly KeysetColumn[] = [
  { by: checkpoint.run, type: "text" },
  { by: checkpoint.stage, type: "text" },
  { by: checkpoint.step, type: "bigint" },
  { by: outcome.evalId, type: "text" },
  { by: outcome.metric, type: "text" },
  { by: outcome.condition, type: "text" },
  { by: outcome.judgeId, type: "text" },
  { by: outcome.revision, type: "bigint" },
];

/** Outcomes with their places, for a condition over all three tables. */
export function placedOutcomes(
  { db }: Session,
  ablationId: number,
  conditions: readonly (SQL | undefined)[],
) {
  return db
    .select({ outcome, checkpoint, run })
    .from(outcome)
    .innerJoin(
      checkpoint,
      and(eq(checkpoint.ablationId, outcome.ablationId), eq(checkpoint.checkpointId, outcome.checkpointId)),
    )
    .innerJoin(run, and(eq(run.ablationId, checkpoint.ablationId), eq(run.run, checkpoint.run)))
    .where(and(eq(outcome.ablationId, ablationId), ...conditions))
    .orderBy(...keysetOrder(ORDER));
}

async function placeAfter(session: Session, ablationId: number, outcomeId: string): Promise<SQL> {
  const [last]: PlacedOutcome[] = await placedOutcomes(session, ablationId, [
    eq(outcome.outcomeId, outcomeId),
  ]);
  if (last === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: "the outcome after which this page begins is not there any more.",
      place: { key: "cursor" },
      remedy: "Leave the cursor out to begin anew.",
    });
  const { outcome: row, checkpoint: at } = last;
  return afterPlace(ORDER, [
    ...[at.run, at.stage, at.step],
    ...[row.evalId, row.metric, row.condition, row.judgeId, row.revision],
  ]);
}

/** Outcomes by run, stage, step and what was measured, a page of them; `next` is the id of its last, or null. */
export async function listOutcomes(
  session: Session,
  ablationId: number,
  asked: OutcomeQuestion,
): Promise<{ readonly outcomes: OutcomeRecord[]; readonly next: string | null }> {
  const { arm, seed, stage, step, judge, metric, condition, level, revisions, excluded, limit, after } =
    asked;
  const aside = await outcomesSetAside(session, ablationId);
  const rows = await placedOutcomes(session, ablationId, [
    arm === undefined ? undefined : eq(run.arm, arm),
    asked.run === undefined ? undefined : eq(run.run, asked.run),
    seed === undefined ? undefined : seed === null ? isNull(run.seed) : eq(run.seed, seed),
    stage === undefined ? undefined : eq(checkpoint.stage, stage),
    step === undefined ? undefined : eq(checkpoint.step, step ?? END_OF_STAGE),
    asked.eval === undefined ? undefined : eq(outcome.evalId, asked.eval),
    judge === undefined ? undefined : eq(outcome.judgeId, judge),
    metric === undefined ? undefined : eq(outcome.metric, metric),
    condition === undefined ? undefined : eq(outcome.condition, condition),
    level === undefined ? undefined : eq(outcome.level, level),
    revisions === "all" ? undefined : eq(outcome.current, revisions === "current"),
    excluded === "with" ? undefined : excluded === "only" ? aside.isAside : not(aside.isAside),
    after === undefined ? undefined : await placeAfter(session, ablationId, after),
  ]).limit(limit + 1);
  const shown = rows.slice(0, limit);
  return {
    outcomes: await outcomeRecords(session, ablationId, shown, aside),
    next: rows.length > limit ? (shown.at(-1)?.outcome.outcomeId ?? null) : null,
  };
}

import { ConditionSchema, type EvidenceOutcome, parseWith, type Run } from "@holdfast/core";
import { and, asc, eq, gt } from "drizzle-orm";
import { listExclusions } from "../ablation/set-aside.js";
import type { Session } from "../driver/driver.js";
import { END_OF_STAGE, outcomeIdOf } from "../record/outcome-key.js";
import type { OutcomeRow } from "../record/stored-revision.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";
import { type EvidenceQuestion, isAskedFor, isPlaceAskedFor } from "./evidence-question.js";

/** What readers of evidence need of an outcome row: without provenance, which is wide and takes long to read. */
const COLUMNS = {
  outcomeId: outcome.outcomeId,
  checkpointId: outcome.checkpointId,
  evalId: outcome.evalId,
  judgeId: outcome.judgeId,
  metric: outcome.metric,
  condition: outcome.condition,
  revision: outcome.revision,
  level: outcome.level,
  status: outcome.status,
  k: outcome.k,
  n: outcome.n,
  mean: outcome.mean,
  standardError: outcome.standardError,
  seOver: outcome.seOver,
  units: outcome.units,
  point: outcome.point,
  scored: outcome.scored,
  unscored: outcome.unscored,
  epochs: outcome.epochs,
};

/** An outcome row with what its checkpoint and its run add. */
export interface OutcomeWithPlace {
  readonly row: Pick<OutcomeRow, keyof typeof COLUMNS>;
  readonly place: Omit<EvidenceOutcome, "evidence">;
}

type SetAside = Run["excluded"];

async function readSetAside(session: Session, ablationId: number) {
  const runs = new Map<string, SetAside>();
  const outcomes = new Map<string, SetAside>();
  for (const { what, author, reason } of await listExclusions(session, ablationId)) {
    if (what.kind === "run") runs.set(what.run, { author, reason });
    else outcomes.set(what.outcomeId, { author, reason });
  }
  return { runs, outcomes };
}

/** The current outcomes, some at a time in the order of their ids, so that an embedded engine blocks nobody for long. */
async function currentRows(
  session: Session,
  ablationId: number,
  question: EvidenceQuestion,
): Promise<OutcomeWithPlace["row"][]> {
  const all: OutcomeWithPlace["row"][] = [];
  for (let last: string | undefined; ; ) {
    const rows = await session.db
      .select(COLUMNS)
      .from(outcome)
      .where(
        and(
          eq(outcome.ablationId, ablationId),
          eq(outcome.current, true),
          isAskedFor(question),
          last === undefined ? undefined : gt(outcome.outcomeId, last),
        ),
      )
      .orderBy(asc(outcome.outcomeId))
      .limit(session.rowsAtATime);
    for (const row of rows) all.push(row);
    last = rows.at(-1)?.outcomeId;
    if (rows.length < session.rowsAtATime) return all;
  }
}

/**
 * The runs that have outcomes, and the current outcomes; an outcome of an excluded run is excluded too. A run that was
 * only started is no evidence: it changes neither an analysis nor the fingerprint of its inputs.
 *
 * @param question which outcomes; the runs are then those that have some of these
 */
export async function readOutcomes(
  session: Session,
  ablationId: number,
  question: EvidenceQuestion = {},
): Promise<{ readonly runs: Run[]; readonly outcomes: OutcomeWithPlace[] }> {
  const aside = await readSetAside(session, ablationId);
  const runRows = await session.db.select().from(run).where(eq(run.ablationId, ablationId));
  const checkpoints = await session.db.select().from(checkpoint).where(eq(checkpoint.ablationId, ablationId));
  const armOf = new Map(runRows.map((row) => [row.run, row.arm]));
  const checkpointOf = new Map(checkpoints.map((row) => [row.checkpointId, row]));
  const isAsked = ({ checkpointId }: OutcomeWithPlace["row"]) => {
    const at = checkpointOf.get(checkpointId);
    if (at === undefined) return true;
    const step = at.step === END_OF_STAGE ? null : at.step;
    return isPlaceAskedFor(question, { arm: armOf.get(at.run) ?? "", stage: at.stage, step });
  };
  const rows = (await currentRows(session, ablationId, question)).filter(isAsked);
  const scored = new Set(rows.map((row) => checkpointOf.get(row.checkpointId)?.run));
  const conditions = new Map<string, EvidenceOutcome["condition"]>();
  const conditionOf = (text: string) => {
    const known = conditions.get(text) ?? parseWith(ConditionSchema, JSON.parse(text), "stored condition");
    conditions.set(text, known);
    return known;
  };
  // an id is a hash: it is worked out only where an outcome was set aside at all
  const asideOf = (row: OutcomeWithPlace["row"]) =>
    aside.outcomes.size === 0 ? undefined : aside.outcomes.get(outcomeIdOf(row, 1));
  return {
    runs: runRows
      .filter((row) => scored.has(row.run))
      .map(({ ablationId: _ablation, ...row }) => ({ ...row, excluded: aside.runs.get(row.run) ?? null })),
    outcomes: rows.map((row) => {
      const at = checkpointOf.get(row.checkpointId);
      if (at === undefined) throw new Error(`outcome ${row.outcomeId} has no checkpoint`);
      return {
        row,
        place: {
          outcomeId: row.outcomeId,
          run: at.run,
          arm: armOf.get(at.run) ?? "",
          stage: at.stage,
          step: at.step === END_OF_STAGE ? null : at.step,
          shared: at.shared,
          tokens: at.tokens,
          eval: row.evalId,
          metric: row.metric,
          condition: conditionOf(row.condition),
          judge: row.judgeId,
          status: row.status,
          revision: row.revision,
          excluded: asideOf(row) ?? aside.runs.get(at.run) ?? null,
        },
      };
    }),
  };
}

import { parseRunKey, type ScoredKey } from "@holdfast/core";
import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import type { Actor } from "../actor.js";
import { isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { recordBatches } from "../record/record-batches.js";
import { mlflowLatest, mlflowMetric } from "../schema/mlflow-metric.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint } from "../schema/run.js";
import type { MlflowPoint } from "./mlflow-run.js";
import { planScores, type ScorePlan, type StoredScore, scoreIdOf } from "./plan-scores.js";
import { METRICS_NOTE, noteOnRun } from "./run-note.js";
import { scoreCells } from "./score-cells.js";
import { type KnownDocuments, type ScoreNames, scoreNamesOf } from "./score-names.js";
import { type BoundPlace, storedScores } from "./stored-scores.js";

/** The part of a run's metrics that is looked at: some steps of some keys, or all of them. */
interface Part {
  readonly keys: readonly string[];
  /** null: all. */
  readonly steps: readonly number[] | null;
}

async function pointsOf(
  session: Session,
  { ablationId, runId }: BoundPlace,
  { keys, steps }: Part,
): Promise<MlflowPoint[]> {
  if (keys.length === 0) return [];
  const { key, step, atMs, value } = mlflowMetric;
  return session.db
    .select({ key, step, atMs, value })
    .from(mlflowMetric)
    .where(
      and(
        eq(mlflowMetric.ablationId, ablationId),
        eq(mlflowMetric.runId, runId),
        isAnyOf(key, keys),
        steps === null ? undefined : isAnyOf(step, steps),
      ),
    )
    .orderBy(atMs, step, key, value);
}

/** Takes outcomes back that were made from metrics, and the checkpoints that came with them. */
async function withdraw(session: Session, ablationId: number, scores: readonly StoredScore[]): Promise<void> {
  if (scores.length === 0) return;
  const ids = scores.map(({ outcomeId }) => outcomeId);
  const gone = await session.db
    .delete(outcome)
    .where(and(eq(outcome.ablationId, ablationId), isAnyOf(outcome.outcomeId, ids)))
    .returning({ checkpointId: outcome.checkpointId });
  const checkpoints = [...new Set(gone.map(({ checkpointId }) => checkpointId))];
  const left = session.db
    .select({ one: sql`1` })
    .from(outcome)
    .where(and(eq(outcome.ablationId, ablationId), eq(outcome.checkpointId, checkpoint.checkpointId)));
  await session.db
    .delete(checkpoint)
    .where(
      and(
        eq(checkpoint.ablationId, ablationId),
        isAnyOf(checkpoint.checkpointId, checkpoints),
        isNull(checkpoint.tokens),
        isNull(checkpoint.uri),
        eq(checkpoint.shared, false),
        notExists(left),
      ),
    );
}

/** The keys that were logged and name an eval, or could name several. */
async function keysLogged(session: Session, { ablationId, runId }: BoundPlace): Promise<string[]> {
  const rows = await session.db
    .select({ key: mlflowLatest.key })
    .from(mlflowLatest)
    .where(and(eq(mlflowLatest.ablationId, ablationId), eq(mlflowLatest.runId, runId)));
  return rows.map(({ key }) => key);
}

function unclearFaults({ unclear }: ScoreNames, logged: readonly string[]): string[] {
  return logged.flatMap((key) => {
    const could = unclear.get(key);
    if (could === undefined) return [];
    const remedy = `Say which with the tag holdfast.eval.${key}.`;
    return could.length === 0
      ? [`\`${key}\`: the eval that its tag names is no longer registered. ${remedy}`]
      : [`\`${key}\` could be ${could.join(" or ")}, and counts as none. ${remedy}`];
  });
}

async function planFor(
  session: Session,
  place: BoundPlace,
  names: ScoreNames,
  part: Part,
): Promise<ScorePlan> {
  const cells = scoreCells(await pointsOf(session, place, part), names.keys);
  const { binding, runId } = place;
  const by = {
    ...{ runId, stage: binding.stage },
    run: { ...parseRunKey(binding.run), parent: null, recipe: null, environment: null },
  };
  const compared = new Set(cells.map((cell) => scoreIdOf(cell, by, names)));
  const stored = await storedScores(session, place, part.steps, compared);
  return planScores(cells, stored, by, names, part.steps === null);
}

/** What should become of all metrics of a run that name evals. */
export async function planWhole(session: Session, place: BoundPlace, names: ScoreNames): Promise<ScorePlan> {
  const logged = await keysLogged(session, place);
  const keys = logged.filter((key) => names.keys.has(key));
  const plan = await planFor(session, place, names, { keys, steps: null });
  return { ...plan, faults: [...plan.faults, ...unclearFaults(names, logged)] };
}

async function apply(session: Session, place: BoundPlace, plan: ScorePlan, actor: Actor): Promise<void> {
  const { identity, run, stage } = place.binding;
  await withdraw(session, place.ablationId, plan.withdraw);
  if (plan.withdraw.length > 0) {
    const said = `MLflow run ${place.runId}: ${plan.withdraw.length} outcomes of its metrics taken back from ${run} at ${stage}`;
    await noteInAudit(session, actor, "record", identity, said);
  }
  if (plan.record.length > 0) await recordBatches(session, identity, [{ outcomes: plan.record, actor }]);
}

/**
 * Makes the outcomes of a run what its metrics, its tags and its ablation say: what is missing is recorded, what no
 * longer follows is taken back, what is wrong is noted on the run.
 *
 * @throws HoldfastError `conflict` where somebody else recorded the same meanwhile: then once more
 */
export async function settleScores(
  session: Session,
  place: BoundPlace,
  names: ScoreNames,
  actor: Actor,
): Promise<void> {
  const plan = await planWhole(session, place, names);
  await apply(session, place, plan, actor);
  await noteOnRun(session, place, METRICS_NOTE, plan.faults);
}

/** The same for a run of which nothing is known here yet. */
export async function settleRun(
  session: Session,
  place: BoundPlace,
  documents: KnownDocuments,
  actor: Actor,
): Promise<void> {
  // a run that logged nothing has no outcomes of its own either
  if ((await keysLogged(session, place)).length === 0) return;
  await settleScores(session, place, await scoreNamesOf(session, place, documents), actor);
}

/** Every key that goes to the same eval and metric as one of these. */
function siblings(keys: ReadonlyMap<string, ScoredKey>, logged: readonly MlflowPoint[]): string[] {
  const names = new Set(
    logged.flatMap(({ key }) => {
      const named = keys.get(key);
      return named === undefined ? [] : [`${named.eval} ${named.metric}`];
    }),
  );
  return [...keys].filter(([, { eval: id, metric }]) => names.has(`${id} ${metric}`)).map(([key]) => key);
}

/** The same for the steps of points that were logged just now; the whole run only where something is wrong. */
export async function settlePoints(
  session: Session,
  place: BoundPlace,
  names: ScoreNames,
  logged: readonly MlflowPoint[],
  actor: Actor,
): Promise<void> {
  const scored = logged.filter(({ key }) => names.keys.has(key));
  const part = {
    keys: siblings(names.keys, scored),
    steps: [...new Set(scored.map(({ step }) => step))],
  };
  const plan = await planFor(session, place, names, part);
  if (plan.faults.length > 0) return settleScores(session, place, names, actor);
  await apply(session, place, plan, actor);
}

/** Takes back every outcome that was made from the metrics of a run, when it is to be another training. */
export async function withdrawScores(session: Session, place: BoundPlace, actor: Actor): Promise<void> {
  const stored = await storedScores(session, place, null, new Set());
  const own = stored.filter(({ isOwn, isHeld }) => isOwn && !isHeld);
  await apply(session, place, { record: [], withdraw: own, faults: [] }, actor);
}

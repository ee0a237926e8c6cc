import { AblationSchema, ConditionSchema, compareText, parseWith } from "@holdfast/core";
import { asc, eq, sql } from "drizzle-orm";
import { listInterventions } from "../ablation/intervene.js";
import { unpackedAnalysis } from "../ablation/packed-analysis.js";
import { listExclusions } from "../ablation/set-aside.js";
import type { StoredAblation } from "../ablation/stored-ablation.js";
import type { Session } from "../driver/driver.js";
import { readAllPages } from "../driver/pages.js";
import { readSamples } from "../evidence/sample-rows.js";
import { END_OF_STAGE } from "../record/outcome-key.js";
import { type OutcomeRow, storedValueOf } from "../record/stored-revision.js";
import { analysisCache } from "../schema/analysis-cache.js";
import { evaluation, sample } from "../schema/eval.js";
import { outcome } from "../schema/outcome.js";
import { revision } from "../schema/revision.js";
import { checkpoint, run } from "../schema/run.js";
import type { ArchiveLine } from "./archive-format.js";
import { metricLines, runStateLines } from "./archive-metrics.js";
import { mlflowLines } from "./archive-mlflow.js";
import { scoreLines } from "./archive-scores.js";
import { watchLines } from "./archive-watches.js";

const SAMPLES_IN_A_LINE = 1000;
const OUTCOMES_AT_A_TIME = 50;

type CheckpointRow = typeof checkpoint.$inferSelect;

async function* documentLines(session: Session, stored: StoredAblation): AsyncGenerator<ArchiveLine> {
  const { retrospective, archived, registeredAt, ablationId } = stored;
  yield { kind: "registration", retrospective, archived, registeredAt: registeredAt.toISOString() };
  const revisions = await session.db
    .select()
    .from(revision)
    .where(eq(revision.ablationId, ablationId))
    .orderBy(asc(revision.revision));
  for (const { ablationId: _id, document, at, ...rest } of revisions)
    yield {
      kind: "revision",
      ...rest,
      at: at.toISOString(),
      // in the order of the schema, which is also what a restored document has
      ablation: parseWith(AblationSchema, document, "stored ablation"),
    };
}

async function* sampleLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  const evals = await session.db.select().from(evaluation).where(eq(evaluation.ablationId, ablationId));
  const stated = await session.db.select().from(sample).where(eq(sample.ablationId, ablationId));
  for (const { evalId, contentSha } of evals.sort((a, b) => compareText(a.evalId, b.evalId))) {
    yield { kind: "eval", eval: evalId, contentSha };
    const rows = stated
      .filter((row) => row.evalId === evalId)
      .sort((a, b) => compareText(a.sample, b.sample));
    for (let start = 0; start < rows.length; start += SAMPLES_IN_A_LINE) {
      const part = rows.slice(start, start + SAMPLES_IN_A_LINE);
      yield {
        kind: "samples",
        eval: evalId,
        sample: part.map((row) => row.sample),
        cluster: part.map((row) => row.cluster),
      };
    }
  }
}

function outcomeLine(row: OutcomeRow, at: CheckpointRow): ArchiveLine {
  const value = storedValueOf(row);
  const { author, reason } = row;
  return {
    kind: "outcome",
    run: at.run,
    stage: at.stage,
    step: at.step === END_OF_STAGE ? null : at.step,
    eval: row.evalId,
    metric: row.metric,
    condition: parseWith(ConditionSchema, JSON.parse(row.condition), "stored condition"),
    judge: row.judgeId,
    revision: row.revision,
    status: row.status,
    harness: row.harness ?? null,
    source: row.source ?? null,
    evaluatedAt: row.evaluatedAt,
    correction: author === null || reason === null ? null : { author, reason },
    recordedAt: row.recordedAt.toISOString(),
    value: value.level === "samples" ? { level: "samples", epochs: value.epochs } : value,
  };
}

async function* evidenceLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  const runs = await session.db.select().from(run).where(eq(run.ablationId, ablationId));
  for (const { ablationId: _id, ...row } of runs.sort((a, b) => compareText(a.run, b.run)))
    yield { kind: "run", ...row };
  const checkpoints = await session.db.select().from(checkpoint).where(eq(checkpoint.ablationId, ablationId));
  checkpoints.sort((a, b) => compareText(a.run, b.run) || compareText(a.stage, b.stage) || a.step - b.step);
  for (const { ablationId: _id, checkpointId: _checkpoint, step, ...row } of checkpoints)
    yield { kind: "checkpoint", ...row, step: step === END_OF_STAGE ? null : step };
  yield* sampleLines(session, ablationId);

  const samples = await readSamples(session, ablationId);
  const place = new Map(checkpoints.map((row, index) => [row.checkpointId, { row, index }]));
  const outcomes = await session.db.select().from(outcome).where(eq(outcome.ablationId, ablationId));
  outcomes.sort(
    (a, b) =>
      (place.get(a.checkpointId)?.index ?? 0) - (place.get(b.checkpointId)?.index ?? 0) ||
      compareText(a.evalId, b.evalId) ||
      compareText(a.metric, b.metric) ||
      compareText(a.condition, b.condition) ||
      compareText(a.judgeId, b.judgeId) ||
      a.revision - b.revision,
  );
  for (let start = 0; start < outcomes.length; start += OUTCOMES_AT_A_TIME) {
    const part = outcomes.slice(start, start + OUTCOMES_AT_A_TIME);
    const ids = part.filter((row) => row.level === "samples").map((row) => row.outcomeId);
    const pages = await readAllPages(session, ablationId, ids);
    for (const row of part) {
      const at = place.get(row.checkpointId)?.row;
      if (at === undefined) throw new Error(`outcome ${row.outcomeId} has no checkpoint`);
      yield outcomeLine(row, at);
      const own = pages.filter((page) => page.outcomeId === row.outcomeId);
      const rowOf = samples.get(row.evalId)?.rowOf;
      if (rowOf !== undefined) yield* scoreLines(own, rowOf, row.epochs);
    }
  }
}

async function* noteLines(session: Session, ablationId: number): AsyncGenerator<ArchiveLine> {
  for (const value of await listExclusions(session, ablationId)) yield { kind: "exclusion", ...value };
  for (const value of await listInterventions(session, ablationId)) yield { kind: "intervention", ...value };
  const analyses = await session.db
    .select({
      inputsFingerprint: analysisCache.inputsFingerprint,
      analysis: sql<string>`${analysisCache.analysis}::text`,
      at: analysisCache.at,
    })
    .from(analysisCache)
    .where(eq(analysisCache.ablationId, ablationId))
    .orderBy(asc(analysisCache.inputsFingerprint));
  for (const { inputsFingerprint, analysis: kept, at } of analyses) {
    const analysis: unknown = JSON.parse(await unpackedAnalysis(kept));
    yield { kind: "analysis", inputsFingerprint, analysis, at: at.toISOString() };
  }
}

/**
 * The lines of an archive between its first and its last, without the files of MLflow runs. Sample numbers do not
 * enter it and everything is sorted, so the same record gives the same lines in every database. Call it in a snapshot.
 */
export async function* recordLines(session: Session, stored: StoredAblation): AsyncGenerator<ArchiveLine> {
  const { ablationId } = stored;
  yield* documentLines(session, stored);
  yield* evidenceLines(session, ablationId);
  yield* noteLines(session, ablationId);
  yield* runStateLines(session, ablationId);
  yield* metricLines(session, ablationId);
  yield* watchLines(session, ablationId);
  yield* mlflowLines(session, ablationId);
}

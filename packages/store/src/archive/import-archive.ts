import type { Checkpoint, Exclusion, Intervention, Outcome, Receipt, Run } from "@holdfast/core";
import { addReceipts, compareText, isHoldfastError } from "@holdfast/core";
import { sql } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import { intervene } from "../ablation/intervene.js";
import { packedAnalysis } from "../ablation/packed-analysis.js";
import { exclude } from "../ablation/set-aside.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { numberSamples } from "../record/number-samples.js";
import { recordOutcomes } from "../record/record-outcomes.js";
import { analysisCache } from "../schema/analysis-cache.js";
import type { ArchiveLine } from "./archive-format.js";
import { restoreMetrics } from "./archive-metrics.js";
import { brokenArchive } from "./archive-refusal.js";
import { restoreAlarm, restoreWatch } from "./archive-watches.js";
import { readArchive } from "./read-archive.js";
import { type ArchivedDocuments, restoreDocuments } from "./restore-documents.js";
import { isMlflowLine, type MlflowRestorer, mlflowRestorer } from "./restore-mlflow.js";
import { archivedRun, restoreRunState, settleArchivedRuns } from "./restore-runs.js";

type LineOf<K extends ArchiveLine["kind"]> = Extract<ArchiveLine, { kind: K }>;

const CELLS_AT_A_TIME = 200_000;
const OUTCOMES_AT_A_TIME = 2000;

/** An outcome of the archive with its scores, as far as they were read. */
interface OpenOutcome {
  readonly line: number;
  readonly said: LineOf<"outcome">;
  readonly sample: string[];
  readonly epoch: number[];
  readonly score: (number | null)[];
}

/** What was read so far and is needed by later lines. */
interface Restored {
  readonly runs: Map<string, Omit<Run, "excluded">>;
  readonly checkpoints: Map<string, Checkpoint>;
  readonly samples: Map<string, string[]>;
  readonly waiting: OpenOutcome[];
  receipt: Receipt;
  cells: number;
}

function checkpointKey({ run, stage, step }: Pick<Checkpoint, "run" | "stage" | "step">): string {
  return `${run} ${stage} ${step ?? "end"}`;
}

function outcomeOf(restored: Restored, { line, said, sample, epoch, score }: OpenOutcome): Outcome {
  const run = restored.runs.get(said.run);
  const checkpoint = restored.checkpoints.get(checkpointKey(said));
  if (run === undefined || checkpoint === undefined)
    throw brokenArchive(
      line,
      `the outcome is of a run or checkpoint that no earlier line names: ${checkpointKey(said)}.`,
    );
  const {
    eval: evalId,
    metric,
    condition,
    judge,
    status,
    harness,
    evaluatedAt,
    source,
    correction,
    value,
  } = said;
  return {
    run,
    checkpoint,
    ...{
      eval: evalId,
      evalSha: null,
      metric,
      condition,
      judge,
      status,
      harness,
      evaluatedAt,
      source,
      correction,
    },
    evidence: value.level === "samples" ? { level: "samples", sample, cluster: null, epoch, score } : value,
  };
}

async function flush(session: Session, ablationId: number, restored: Restored): Promise<void> {
  const batch = restored.waiting.splice(0);
  restored.cells = 0;
  const outcomes = batch.map((open) => outcomeOf(restored, open));
  try {
    const { receipt } = await recordOutcomes(
      session,
      ablationId,
      outcomes,
      (index) => new Date(batch[index]?.said.recordedAt ?? 0),
    );
    restored.receipt = addReceipts(restored.receipt, receipt);
  } catch (error) {
    const index = isHoldfastError(error) ? /^\[(\d+)\]/.exec(error.place.key ?? "")?.[1] : undefined;
    const line = batch[Number(index)]?.line;
    throw isHoldfastError(error) && line !== undefined ? error.at({ line }) : error;
  }
}

function addScores(restored: Restored, line: number, { at, score }: LineOf<"scores">): void {
  const open = restored.waiting.at(-1);
  if (open === undefined || open.said.value.level !== "samples")
    throw brokenArchive(line, "scores follow no outcome at sample level.");
  const { epochs } = open.said.value;
  const samples = restored.samples.get(open.said.eval) ?? [];
  score.forEach((value, offset) => {
    const sample = samples[Math.floor((at + offset) / epochs)];
    if (sample === undefined)
      throw brokenArchive(line, `a score is beyond the samples of ${open.said.eval}.`);
    open.sample.push(sample);
    open.epoch.push((at + offset) % epochs);
    open.score.push(value);
  });
  restored.cells += score.length;
}

async function addSamples(
  session: Session,
  ablationId: number,
  restored: Restored,
  line: number,
  { eval: evalId, sample, cluster }: LineOf<"samples">,
): Promise<void> {
  const known = restored.samples.get(evalId) ?? [];
  let last = known.at(-1);
  for (const id of sample) {
    if (last !== undefined && compareText(last, id) >= 0)
      throw brokenArchive(line, `the samples of ${evalId} are not in order.`);
    last = id;
  }
  const named = sample.map((id, position) => ({
    sample: id,
    cluster: cluster[position] ?? null,
    place: [0, position] as const,
  }));
  await numberSamples(session, ablationId, new Map([[evalId, { named, content: undefined }]]));
  known.push(...sample);
  restored.samples.set(evalId, known);
}

/**
 * Restores an archive inside the caller's transaction: what is there already is recognised, what differs is a
 * conflict, and nothing stays unless the last line came.
 */
export async function importArchive(
  session: Session,
  lines: AsyncIterable<string>,
  actor: Actor,
): Promise<{ readonly identity: string; readonly receipt: Receipt }> {
  const nothing = { outcomes: 0, added: 0, recognised: 0, corrected: 0 };
  const restored: Restored = {
    ...{ runs: new Map(), checkpoints: new Map(), samples: new Map(), waiting: [] },
    ...{ receipt: nothing, cells: 0 },
  };
  let identity = "";
  const documents: ArchivedDocuments = { registration: null, revisions: [] };
  let settled: { readonly ablationId: number; readonly created: boolean } | null = null;
  const exclusions: Exclusion[] = [];
  const interventions: Intervention[] = [];
  const analyses: LineOf<"analysis">[] = [];

  const settle = async () => {
    settled ??= await restoreDocuments(session, identity, documents);
    return settled;
  };
  const { waiting } = restored;
  let [areRunsSettled, points, watches, lastLine] = [false, 0, 0, 0];
  let mlflow: MlflowRestorer | undefined;
  /** Outcomes bring most runs into being, so they come first. */
  const settleRest = async () => {
    const { ablationId } = await settle();
    if (areRunsSettled) return ablationId;
    await flush(session, ablationId, restored);
    await settleArchivedRuns(session, ablationId, restored);
    areRunsSettled = true;
    return ablationId;
  };
  for await (const { line, value } of readArchive(lines, (named) => {
    identity = named;
  })) {
    lastLine = line;
    if (value.kind !== "scores" && (restored.cells > CELLS_AT_A_TIME || waiting.length > OUTCOMES_AT_A_TIME))
      await flush(session, (await settle()).ablationId, restored);
    if (value.kind === "registration") documents.registration = value;
    else if (value.kind === "revision") documents.revisions.push({ line, ...value });
    else if (value.kind === "run") restored.runs.set(value.run, value);
    else if (value.kind === "checkpoint") restored.checkpoints.set(checkpointKey(value), value);
    else if (value.kind === "eval") {
      const content = value.contentSha === null ? undefined : { sha: value.contentSha, index: 0 };
      await numberSamples(
        session,
        (await settle()).ablationId,
        new Map([[value.eval, { named: [], content }]]),
      );
    } else if (value.kind === "samples")
      await addSamples(session, (await settle()).ablationId, restored, line, value);
    else if (value.kind === "outcome") waiting.push({ line, said: value, sample: [], epoch: [], score: [] });
    else if (value.kind === "scores") addScores(restored, line, value);
    else if (value.kind === "exclusion") exclusions.push(value);
    else if (value.kind === "intervention") interventions.push(value);
    else if (value.kind === "run-state") {
      archivedRun(restored, line, value.run);
      await restoreRunState(session, await settleRest(), value);
    } else if (value.kind === "metrics") {
      const run = archivedRun(restored, line, value.run);
      points += await restoreMetrics(session, await settleRest(), run, value);
    } else if (value.kind === "watch") {
      if (await restoreWatch(session, await settleRest(), value)) watches += 1;
    } else if (value.kind === "alarm") await restoreAlarm(session, await settleRest(), line, value);
    else if (isMlflowLine(value)) {
      mlflow ??= mlflowRestorer(session, await settleRest(), restored, actor.at.getTime());
      await mlflow.restore(line, value);
    } else analyses.push(value);
  }
  const { created } = await settle();
  const ablationId = await settleRest();
  await flush(session, ablationId, restored);
  for (const exclusion of exclusions) await exclude(session, identity, exclusion, actor);
  for (const intervention of interventions) await intervene(session, identity, intervention, actor);
  for (const { inputsFingerprint, analysis, at } of analyses) {
    const packed = await packedAnalysis(JSON.stringify(analysis));
    await session.db
      .insert(analysisCache)
      .values({ ablationId, inputsFingerprint, analysis: sql`${packed}::text::json`, at: new Date(at) })
      .onConflictDoNothing();
  }
  const came = (await mlflow?.end(lastLine)) ?? { runs: 0, points: 0, files: 0 };
  const { outcomes, added, recognised, corrected } = restored.receipt;
  const counts = [
    `${outcomes} outcomes: ${added} added, ${recognised} recognised, ${corrected} corrected`,
    `${points} points of training metrics added`,
    ...(watches > 0 ? [`${watches} watches added`] : []),
    ...(mlflow === undefined
      ? []
      : [`MLflow: ${came.runs} runs, ${came.points} points and ${came.files} files added`]),
  ].join("; ");
  const news = added + corrected + points + watches + came.runs + came.points + came.files;
  if (created || news > 0) await noteInAudit(session, actor, "restore", identity, counts);
  return { identity, receipt: restored.receipt };
}

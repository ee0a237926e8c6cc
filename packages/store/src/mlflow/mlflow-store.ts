import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import type { Transactions } from "../driver/transactions.js";
import {
  deleteArtifacts,
  dropUpload,
  findArtifact,
  finishUpload,
  type ImportResult,
  keepChunk,
  listArtifacts,
  type MlflowArtifact,
  noteImport,
  readChunk,
  type Upload,
} from "./artifacts.js";
import { type BindingGiven, bindRun } from "./bind-run.js";
import {
  changeExperiment,
  createExperiment,
  experimentNamed,
  experimentOf,
  searchExperiments,
  tagExperiment,
  untagExperiment,
} from "./experiments.js";
import { logInputs } from "./inputs.js";
import { logRun } from "./log-run.js";
import { logScored } from "./log-scored.js";
import type { MlflowExperiment } from "./mlflow-experiment.js";
import type { ExperimentQuery, RunQuery } from "./mlflow-query.js";
import type {
  MlflowInput,
  MlflowLog,
  MlflowPair,
  MlflowPoint,
  MlflowRun,
  NewMlflowRun,
} from "./mlflow-run.js";
import { dropOrphanUploads, type OrphanUpload, orphanUploads } from "./orphan-uploads.js";
import { placedRun } from "./placed-run.js";
import { runPlaces } from "./run-places.js";
import { boundRuns, boundTo, createRun, deleteTag, metricHistory, setLifecycle, updateRun } from "./runs.js";
import { scoreFaults } from "./score-faults.js";
import { searchRuns } from "./search-runs.js";

/** What MLflow's clients keep and ask for. Whatever names a run or experiment throws `not-found` where there is none. */
export interface MlflowStore {
  experiment(id: number): Promise<MlflowExperiment>;
  experimentNamed(name: string): Promise<MlflowExperiment>;
  /** Throws `conflict` where the name is taken. */
  createExperiment(
    given: Pick<MlflowExperiment, "name" | "artifactLocation" | "tags">,
    atMs: number,
  ): Promise<number>;
  changeExperiment(
    id: number,
    change: { readonly name?: string; readonly lifecycle?: "active" | "deleted" },
    atMs: number,
  ): Promise<void>;
  tagExperiment(id: number, tag: MlflowPair): Promise<void>;
  untagExperiment(id: number, key: string): Promise<void>;
  searchExperiments(
    query: ExperimentQuery,
  ): Promise<{ readonly experiments: readonly MlflowExperiment[]; readonly isMore: boolean }>;

  /** A run begins, in the inbox, or bound from the start: then all of it or nothing. */
  createRun(given: NewMlflowRun, binding: BindingGiven | null, actor: Actor): Promise<MlflowRun>;
  /** One round trip, without history. */
  run(runId: string): Promise<MlflowRun>;
  /** `name@version` of the ablation that a run is bound to, or null: less to read than the run. */
  boundTo(runId: string): Promise<string | null>;
  updateRun(
    runId: string,
    change: {
      readonly status?: string | undefined;
      readonly endMs?: number | null | undefined;
      readonly runName?: string | undefined;
    },
    actor: Actor,
  ): Promise<MlflowRun>;
  setLifecycle(runId: string, lifecycle: "active" | "deleted"): Promise<void>;
  searchRuns(query: RunQuery): Promise<{ readonly runs: readonly MlflowRun[]; readonly isMore: boolean }>;
  /**
   * All of it or nothing, in one round trip; the same point once more is nothing new. Metrics of a bound run that name
   * an eval become outcomes in the same transaction.
   */
  log(runId: string, log: MlflowLog, actor: Actor): Promise<void>;
  /** Logs, and binds the run by what was logged: all of it or nothing. Throws `conflict`. */
  logAndBind(runId: string, log: MlflowLog, binding: BindingGiven, actor: Actor): Promise<MlflowRun>;
  deleteTag(runId: string, key: string, actor: Actor): Promise<void>;
  logInputs(runId: string, inputs: readonly MlflowInput[]): Promise<void>;
  metricHistory(
    runId: string,
    key: string,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly points: readonly MlflowPoint[]; readonly isMore: boolean }>;
  /** The runs that are bound to an ablation, in the order in which they started. */
  boundRuns(identity: string): Promise<readonly MlflowRun[]>;
  /** What is wrong with the metrics of bound runs as outcomes, in sentences, by the id of the run. */
  scoreFaults(identity: string): Promise<ReadonlyMap<string, readonly string[]>>;

  keepChunk(upload: Upload, chunk: number, bytes: Uint8Array): Promise<void>;
  finishUpload(upload: Upload, bytes: number): Promise<void>;
  dropUpload(upload: Upload): Promise<void>;
  /** Uploads without a file: under way somewhere, or left by a server that was killed. */
  orphanUploads(): Promise<readonly OrphanUpload[]>;
  /** Removes those that still have no file. */
  dropOrphanUploads(orphans: readonly OrphanUpload[]): Promise<void>;
  artifacts(runId: string): Promise<readonly MlflowArtifact[]>;
  artifact(
    runId: string,
    path: string,
  ): Promise<{ readonly contentId: string; readonly size: number; readonly chunks: number }>;
  chunk(runId: string, contentId: string, chunk: number): Promise<Buffer>;
  deleteArtifacts(runId: string, path: string): Promise<void>;
  noteImport(runId: string, path: string, result: ImportResult): Promise<void>;
}

interface Work extends Transactions {
  /** A statement of its own, without a transaction around it; tried again where another one was in its way. */
  readonly alone: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
}

/** The MLflow door over the transactions of a store. */
export function mlflowStore({ read, write, readOf, alone }: Work): MlflowStore {
  const places = runPlaces();
  return {
    experiment: (id) => read((session) => experimentOf(session, id)),
    experimentNamed: (name) => read((session) => experimentNamed(session, name)),
    createExperiment: (given, atMs) => write((session) => createExperiment(session, given, atMs)),
    changeExperiment: (id, change, atMs) => write((session) => changeExperiment(session, id, change, atMs)),
    tagExperiment: (id, tag) => write((session) => tagExperiment(session, id, tag)),
    untagExperiment: (id, key) => write((session) => untagExperiment(session, id, key)),
    searchExperiments: (query) => read((session) => searchExperiments(session, query)),

    createRun: (given, binding, actor) =>
      write(async (session) => {
        const { run } = await createRun(session, given);
        return binding === null ? run : bindRun(session, run.runId, binding, actor, places.documents);
      }),
    run: (runId) => alone(async (session) => (await placedRun(session, runId)).run),
    boundTo: (runId) => alone((session) => boundTo(session, runId)),
    updateRun: (runId, change, actor) =>
      write((session) => updateRun(session, runId, change, actor, places.documents)),
    async setLifecycle(runId, lifecycle) {
      await write((session) => setLifecycle(session, runId, lifecycle));
      places.forget(runId);
    },
    // one statement sees one moment; who is bound to an ablation needs another one before it
    searchRuns: (query) => (query.within === null ? alone : read)((session) => searchRuns(session, query)),
    log: (runId, log, actor) => logScored({ alone, write }, places, runId, log, actor),
    async logAndBind(runId, log, binding, actor) {
      const bound = await write(async (session) => {
        await logRun(session, runId, log);
        return bindRun(session, runId, binding, actor, places.documents);
      });
      places.forget(runId);
      return bound;
    },
    async deleteTag(runId, key, actor) {
      await write((session) => deleteTag(session, runId, key, actor, places.documents));
      places.forget(runId);
    },
    logInputs: (runId, inputs) => write((session) => logInputs(session, runId, inputs)),
    metricHistory: (runId, key, page) => read((session) => metricHistory(session, runId, key, page)),
    boundRuns: (identity) => readOf(identity, boundRuns),
    scoreFaults: (identity) => readOf(identity, (session, id) => scoreFaults(session, id, places.documents)),

    keepChunk: (upload, chunk, bytes) => write((session) => keepChunk(session, upload, chunk, bytes)),
    finishUpload: (upload, bytes) => write((session) => finishUpload(session, upload, bytes)),
    dropUpload: (upload) => write((session) => dropUpload(session, upload)),
    orphanUploads: () => read(orphanUploads),
    dropOrphanUploads: (orphans) => write((session) => dropOrphanUploads(session, orphans)),
    artifacts: (runId) => read((session) => listArtifacts(session, runId)),
    artifact: (runId, path) => read((session) => findArtifact(session, runId, path)),
    chunk: (runId, contentId, chunk) => read((session) => readChunk(session, runId, contentId, chunk)),
    deleteArtifacts: (runId, path) => write((session) => deleteArtifacts(session, runId, path)),
    noteImport: (runId, path, result) => write((session) => noteImport(session, runId, path, result)),
  };
}

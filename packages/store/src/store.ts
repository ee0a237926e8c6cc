import type {
  Ablation,
  Amendment,
  Evidence,
  Exclusion,
  Intervention,
  Outcome,
  Receipt,
  Registration,
} from "@holdfast/core";
import type { AuditPage, AuditQuestion } from "./ablation/audit-page.js";
import type { Actor } from "./actor.js";
import type { AnswerStore } from "./answers/answer-store.js";
import type { CellSums } from "./evidence/cell-sums.js";
import type { CoverageRow } from "./evidence/coverage-row.js";
import type { EvidenceQuestion } from "./evidence/evidence-question.js";
import type { LiveStore } from "./live/live-store.js";
import type { MetricStore } from "./metrics/metric-store.js";
import type { MlflowStore } from "./mlflow/mlflow-store.js";
import type { OutcomeStore } from "./outcomes/outcome-store.js";
import type { OverviewStore } from "./overview/overview-store.js";
import type { OutcomeBatch } from "./record/record-batches.js";
import type { RunStore } from "./runs/run-store.js";
import type { TokenStore } from "./token/token-store.js";

/** One versioned archive of an ablation with all its evidence, as lines of JSON. */
export type ArchiveLines = AsyncIterable<string>;

/**
 * What the rest of Holdfast asks of a database. One implementation over Drizzle serves both engines.
 * Every method that takes `identity` (`name@version`) throws `not-found` when there is no such ablation.
 */
export interface Store
  extends AnswerStore,
    TokenStore,
    RunStore,
    MetricStore,
    OutcomeStore,
    OverviewStore,
    LiveStore {
  /** `pglite` or `postgres`, and where, for people; never with a password. */
  readonly description: string;
  /** What MLflow's clients keep and ask for. */
  readonly mlflow: MlflowStore;

  /** Same identity and fingerprint: nothing new. Another fingerprint: throws `drift`, with the fields that differ. */
  register(
    ablation: Ablation,
    actor: Actor,
    options: { readonly retrospective: boolean },
  ): Promise<{ readonly created: boolean; readonly registration: Registration }>;
  /** Replaces the document by the next revision; records what was known of the results. Name and version stay. */
  amend(identity: string, ablation: Ablation, amendment: Amendment, actor: Actor): Promise<Registration>;
  registration(identity: string): Promise<Registration>;
  /** The registration as this process read it last, or as it is: what is checked against it says so when it is recorded. */
  knownRegistration(identity: string): Promise<Registration>;

  /** One transaction: all of the batch or nothing. Outcomes were checked against the ablation before. Throws `conflict`, naming the cell (place.key starts with the index of the outcome in the batch: `[3].samples.score[17]`), and where the ablation has another fingerprint than `checkedAgainst`. */
  record(
    identity: string,
    outcomes: readonly Outcome[],
    actor: Actor,
    checkedAgainst?: string,
  ): Promise<Receipt>;
  /** Batches of several callers in one transaction, as if one came after the other: all or none. A correction comes alone. Throws as `record` does, with the index among all outcomes. */
  recordTogether(identity: string, batches: readonly OutcomeBatch[]): Promise<readonly Receipt[]>;
  /** The current evidence, ordered as core's compareOutcomes says; samples ordered by the bytes of their ids. With a question, the part of it that is asked for, and no page of another outcome is read. */
  evidence(identity: string, question?: EvidenceQuestion): Promise<Evidence>;
  coverage(identity: string): Promise<readonly CoverageRow[]>;
  /** Sums of every sample-level outcome that is neither superseded nor excluded, in the order of its evidence. */
  aggregate(identity: string): Promise<readonly CellSums[]>;

  /** Sets a run aside, or an outcome with all its revisions. Another author or reason than stored: throws `conflict`. */
  exclude(identity: string, exclusion: Exclusion, actor: Actor): Promise<void>;
  /** Takes an exclusion back. Throws `not-found` when there is none. */
  readmit(identity: string, what: Exclusion["what"], actor: Actor): Promise<void>;
  /** What is set aside now, by kind and target. */
  exclusions(identity: string): Promise<readonly Exclusion[]>;
  intervene(identity: string, intervention: Intervention, actor: Actor): Promise<void>;
  /** By run, then in the order of stage name and step. */
  interventions(identity: string): Promise<readonly Intervention[]>;
  archive(identity: string, archived: boolean, actor: Actor): Promise<void>;
  /** Removes the ablation and all its evidence; the audit trail keeps that it was there. */
  delete(identity: string, actor: Actor): Promise<void>;

  /** The JSON of the analysis with these inputs, or null. */
  cachedAnalysis(identity: string, inputsFingerprint: string): Promise<string | null>;
  /** Keeps the JSON of an analysis, so that a later amendment can say what was known. */
  cacheAnalysis(identity: string, inputsFingerprint: string, analysis: string, actor: Actor): Promise<void>;

  /** Versioned export of one ablation; the lines are complete only when the iteration ends without error. */
  exportArchive(identity: string): ArchiveLines;
  /** Restores an archive of this or an earlier format; same content: nothing new. */
  importArchive(
    lines: ArchiveLines,
    actor: Actor,
  ): Promise<{ readonly identity: string; readonly receipt: Receipt }>;

  /** The newest entries first; 100 unless said. */
  audit(question?: AuditQuestion): Promise<AuditPage>;
  /** Applied and known migrations, engine and its version. */
  health(): Promise<{
    readonly engine: "pglite" | "postgres";
    readonly serverVersion: string;
    readonly migrations: { readonly applied: number; readonly known: number };
  }>;
  close(): Promise<void>;
}

/**
 * The only room that knows SQL: one store over two engines.
 *
 * @module
 */

export type { AuditAction, AuditEntry, AuditPage, AuditQuestion } from "./ablation/audit-page.js";
export type { Actor } from "./actor.js";
export type { AnswerStore } from "./answers/answer-store.js";
export type { BegunRequest, KeptAnswer, KeyedRequest } from "./answers/keyed-request.js";
export type { CellSums } from "./evidence/cell-sums.js";
export type { CoverageRow } from "./evidence/coverage-row.js";
export type { EvidenceQuestion } from "./evidence/evidence-question.js";
export type { DueWatch } from "./live/keep-watches.js";
export type { ClaimedDelivery, DeliveryEnd } from "./live/keep-webhooks.js";
export type { LiveStore } from "./live/live-store.js";
export type { EventPage, EventsAsked } from "./live/read-events.js";
export type { MetricQuestion, SeriesQuestion } from "./metrics/list-metrics.js";
export { type MetricPlace, NO_TIME, type SeriesPlace } from "./metrics/metric-place.js";
export type { MetricBatch, MetricStore } from "./metrics/metric-store.js";
export type { MetricGiven } from "./metrics/record-metrics.js";
export { CHUNK_BYTES as MLFLOW_CHUNK_BYTES, type MlflowArtifact, type Upload } from "./mlflow/artifacts.js";
export type { BindingGiven } from "./mlflow/bind-run.js";
export type { MlflowExperiment } from "./mlflow/mlflow-experiment.js";
export type {
  ExperimentQuery,
  NullCondition,
  NumberComparison,
  RunCondition,
  RunNumberAttribute,
  RunOrder,
  RunQuery,
  RunTextAttribute,
  TextCondition,
} from "./mlflow/mlflow-query.js";
export type {
  MlflowBinding,
  MlflowInput,
  MlflowLog,
  MlflowPair,
  MlflowPoint,
  MlflowRun,
} from "./mlflow/mlflow-run.js";
export type { MlflowStore } from "./mlflow/mlflow-store.js";
export type { OrphanUpload } from "./mlflow/orphan-uploads.js";
export { openStore, type StoreOptions } from "./open-store.js";
export type { OutcomeQuestion } from "./outcomes/list-outcomes.js";
export type { OutcomeStore } from "./outcomes/outcome-store.js";
export type { ScorePlace } from "./outcomes/read-outcome.js";
export type { ArrivedCell } from "./overview/arrived-cells.js";
export type { HeadlineState, KeptHeadline, OverviewCounts } from "./overview/keep-overview.js";
export type { AblationPage, AblationPlace, AblationQuestion } from "./overview/list-ablations.js";
export type { OverviewStore } from "./overview/overview-store.js";
export type { OutcomeBatch } from "./record/record-batches.js";
export type { RunPlace, RunQuestion } from "./runs/list-runs.js";
export type { RunStore } from "./runs/run-store.js";
export type { RunStateGiven } from "./runs/settle-run-state.js";
export type { ArchiveLines, Store } from "./store.js";
export { parseTarget, type Target } from "./target.js";
export type { NewToken, StoredToken } from "./token/stored-token.js";
export type { TokenStore } from "./token/token-store.js";

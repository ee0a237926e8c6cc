import { ablation } from "./ablation.js";
import { analysisCache } from "./analysis-cache.js";
import { audit } from "./audit.js";
import { evaluation, sample } from "./eval.js";
import { event, eventCounter } from "./event.js";
import { exclusion } from "./exclusion.js";
import { idempotencyKey } from "./idempotency-key.js";
import { metric, metricSeries } from "./metric.js";
import { mlflowArtifact, mlflowArtifactChunk } from "./mlflow-artifact.js";
import { mlflowExperiment, mlflowExperimentTag, mlflowRoute } from "./mlflow-experiment.js";
import { mlflowLatest, mlflowMetric } from "./mlflow-metric.js";
import { mlflowInput, mlflowParam, mlflowRun, mlflowTag } from "./mlflow-run.js";
import { outcome, outcomePage } from "./outcome.js";
import { overview } from "./overview.js";
import { revision } from "./revision.js";
import { checkpoint, intervention, run } from "./run.js";
import { runState } from "./run-state.js";
import { token } from "./token.js";
import { alarm, watch } from "./watch.js";
import { delivery, webhook } from "./webhook.js";

/**
 * Reference tables: small, on every node, and never pointing at a distributed table.
 * `ablation` gives out the key by which all others are distributed and must keep `name@version` unique everywhere.
 * `audit` is the server's own trail and outlives the ablations it speaks of; so do events, which follow one order over
 * all ablations, and the outbox of webhooks.
 */
export const REFERENCE_TABLES = [
  ablation,
  audit,
  token,
  event,
  eventCounter,
  idempotencyKey,
  delivery,
  webhook,
  mlflowExperimentTag,
  mlflowExperiment,
  mlflowRoute,
] as const;

/**
 * Distributed tables: `ablation_id` comes first in the primary key, in every unique constraint and in every
 * foreign key between them, so that `create_distributed_table(..., 'ablation_id')` works as they are.
 * In an order in which rows can be deleted.
 */
export const DISTRIBUTED_TABLES = [
  alarm,
  watch,
  analysisCache,
  overview,
  exclusion,
  intervention,
  mlflowArtifactChunk,
  mlflowArtifact,
  mlflowInput,
  mlflowLatest,
  mlflowMetric,
  mlflowParam,
  mlflowTag,
  mlflowRun,
  metric,
  metricSeries,
  runState,
  outcomePage,
  outcome,
  sample,
  evaluation,
  checkpoint,
  run,
  revision,
] as const;

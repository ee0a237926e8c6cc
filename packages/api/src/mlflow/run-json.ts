import type { MlflowExperiment, MlflowInput, MlflowPoint, MlflowRun } from "@holdfast/store";

function numberJson(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

/** A point as MLflow writes it. */
export function pointJson({ key, value, atMs, step }: MlflowPoint) {
  return { key, value: numberJson(value), timestamp: atMs, step };
}

/** How a run stands, without what it logged. */
export function infoJson(run: MlflowRun) {
  return {
    run_id: run.runId,
    run_uuid: run.runId,
    run_name: run.runName,
    experiment_id: String(run.experimentId),
    user_id: run.userId,
    status: run.status,
    start_time: run.startMs,
    ...(run.endMs === null ? {} : { end_time: run.endMs }),
    artifact_uri: run.artifactUri,
    lifecycle_stage: run.lifecycle,
  };
}

function inputJson({ name, digest, sourceType, source, schema, profile, tags }: MlflowInput) {
  return {
    tags,
    dataset: {
      name,
      digest,
      source_type: sourceType,
      source,
      ...(schema === null ? {} : { schema }),
      ...(profile === null ? {} : { profile }),
    },
  };
}

/** A whole run, metrics at their latest point. */
export function runJson(run: MlflowRun) {
  return {
    info: infoJson(run),
    data: { metrics: run.metrics.map(pointJson), params: run.params, tags: run.tags },
    inputs: { dataset_inputs: run.inputs.map(inputJson), model_inputs: [] },
    outputs: { model_outputs: [] },
  };
}

/** An experiment as MLflow writes it. */
export function experimentJson(experiment: MlflowExperiment) {
  const { experimentId, name, artifactLocation, lifecycle, createdMs, updatedMs, tags } = experiment;
  return {
    experiment_id: String(experimentId),
    name,
    artifact_location: artifactLocation ?? `mlflow-artifacts:/${experimentId}`,
    lifecycle_stage: lifecycle,
    creation_time: createdMs,
    last_update_time: updatedMs,
    tags,
  };
}

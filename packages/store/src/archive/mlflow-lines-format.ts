import { MetricPointSchema } from "@holdfast/core";
import { z } from "zod";

const whole = z.number().int();
const pair = z.strictObject({ key: z.string(), value: z.string() });
const mostBytes = 1024 * 1024;
const lifecycle = z.enum(["active", "deleted"]);
const runId = z.string().min(1);

/**
 * The lines of an archive that say what MLflow's clients left: experiments, then runs, each followed by what was
 * logged to it, then files, each followed by its bytes.
 */
export const MLFLOW_LINES = [
  /** An experiment that a run of the archive is in. */
  z.strictObject({
    kind: z.literal("mlflow-experiment"),
    experimentId: whole.nonnegative(),
    name: z.string(),
    artifactLocation: z.string().nullable(),
    lifecycle,
    createdMs: whole,
    updatedMs: whole,
    tags: z.array(pair),
  }),
  /** An MLflow run, and which run and stage of the ablation it is. */
  z.strictObject({
    kind: z.literal("mlflow-run"),
    runId,
    experimentId: whole.nonnegative(),
    runName: z.string(),
    userId: z.string(),
    status: z.string(),
    startMs: whole,
    endMs: whole.nullable(),
    lifecycle,
    artifactUri: z.string(),
    run: MetricPointSchema.shape.run,
    stage: MetricPointSchema.shape.stage,
    madeRun: z.boolean(),
  }),
  /** Parameters of a run by their keys, after those of earlier lines. */
  z.strictObject({ kind: z.literal("mlflow-params"), runId, params: z.array(pair) }),
  /** Tags of a run by their keys, after those of earlier lines. */
  z.strictObject({ kind: z.literal("mlflow-tags"), runId, tags: z.array(pair) }),
  /** A data set that a run says it was given. */
  z.strictObject({
    kind: z.literal("mlflow-input"),
    runId,
    name: z.string(),
    digest: z.string(),
    sourceType: z.string(),
    source: z.string(),
    schema: z.string().nullable(),
    profile: z.string().nullable(),
    tags: z.array(pair),
  }),
  /** Points of one metric of a run in their order, as parallel lists; `atMs` counts milliseconds since 1970. */
  z.strictObject({
    kind: z.literal("mlflow-metrics"),
    runId,
    key: z.string(),
    step: z.array(whole),
    atMs: z.array(whole),
    value: z.array(MetricPointSchema.shape.value),
  }),
  /** A file of a run; its bytes follow on lines of their own. */
  z.strictObject({
    kind: z.literal("mlflow-file"),
    runId,
    path: z
      .string()
      .max(1000)
      .regex(/^(?!(.*\/)?\.{0,2}(\/|$))[^\\\p{Cc}]+$/u, "a path inside the folder of the run"),
    size: whole.nonnegative(),
    imported: z.enum(["recorded", "refused"]).nullable(),
    note: z.string().nullable(),
  }),
  /** Neighbouring bytes of the file above: the first is byte `at`. */
  z.strictObject({
    kind: z.literal("mlflow-bytes"),
    at: whole.nonnegative(),
    base64: z.base64().max(mostBytes),
  }),
] as const;

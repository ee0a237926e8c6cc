import {
  AblationSchema,
  AlarmSchema,
  CheckpointSchema,
  CountsSchema,
  EvidenceLevelSchema,
  ExclusionSchema,
  InterventionSchema,
  MetricPointSchema,
  OutcomeLineSchema,
  RegistrationSchema,
  RevisionSchema,
  RunSchema,
  RunStateSchema,
  SummarySchema,
  WatchSchema,
} from "@holdfast/core";
import { z } from "zod";
import { MLFLOW_LINES } from "./mlflow-lines-format.js";

/** The format that this version writes: what the first had, then watches, alarms, MLflow runs and their files. */
export const ARCHIVE_FORMAT = "holdfast-archive/2";

/** Formats that this version reads. Each later one only added kinds of lines, so that one reader serves them all. */
export const READABLE_FORMATS: readonly string[] = ["holdfast-archive/1", ARCHIVE_FORMAT];

/** First line. */
export const ArchiveHeaderSchema = z.strictObject({ format: z.string(), ablation: z.string() });

const line = OutcomeLineSchema.shape;
const watchId = z.uuid();
const count = z.number().int().nonnegative();

/** What an outcome holds; sample scores follow on lines of their own. */
const ArchivedValueSchema = z.discriminatedUnion("level", [
  z.strictObject({ level: EvidenceLevelSchema.extract(["samples"]), epochs: z.number().int().positive() }),
  z.strictObject({ level: EvidenceLevelSchema.extract(["counts"]), counts: CountsSchema }),
  z.strictObject({ level: EvidenceLevelSchema.extract(["summary"]), summary: SummarySchema }),
  z.strictObject({ level: EvidenceLevelSchema.extract(["point"]), point: z.number() }),
]);

/** Every line between the header and the last. */
export const ArchiveLineSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("registration"),
    ...RegistrationSchema.pick({ retrospective: true, archived: true, registeredAt: true }).shape,
  }),
  /** Each document of the ablation, oldest first. */
  z.strictObject({ kind: z.literal("revision"), ...RevisionSchema.shape, ablation: AblationSchema }),
  z.strictObject({ kind: z.literal("run"), ...RunSchema.omit({ excluded: true }).shape }),
  z.strictObject({ kind: z.literal("checkpoint"), ...CheckpointSchema.shape }),
  z.strictObject({ kind: z.literal("eval"), eval: line.eval, contentSha: z.string().nullable() }),
  /** Samples of one eval, in the order of their ids, after those of earlier lines. */
  z.strictObject({
    kind: z.literal("samples"),
    eval: line.eval,
    sample: z.array(z.string()),
    cluster: z.array(z.string().nullable()),
  }),
  /** One revision of an outcome; revisions of one key follow one another. */
  z.strictObject({
    kind: z.literal("outcome"),
    run: CheckpointSchema.shape.run,
    stage: CheckpointSchema.shape.stage,
    step: CheckpointSchema.shape.step,
    eval: line.eval,
    metric: RunSchema.shape.arm,
    condition: line.condition.unwrap(),
    judge: z.string(),
    revision: RevisionSchema.shape.revision,
    status: line.status.unwrap(),
    harness: line.harness.unwrap().nullable(),
    source: line.source.unwrap().nullable(),
    evaluatedAt: z.string().nullable(),
    correction: line.correction.unwrap().nullable(),
    recordedAt: z.iso.datetime(),
    value: ArchivedValueSchema,
  }),
  /** Neighbouring cells of the outcome above: the first is `at` = row of the sample * epochs + epoch; null is unscored. */
  z.strictObject({ kind: z.literal("scores"), at: count, score: z.array(z.number().nullable()) }),
  z.strictObject({ kind: z.literal("exclusion"), ...ExclusionSchema.shape }),
  z.strictObject({ kind: z.literal("intervention"), ...InterventionSchema.shape }),
  /** How a run stands; archives made before runs had a state have none. */
  z.strictObject({ kind: z.literal("run-state"), run: RunSchema.shape.run, ...RunStateSchema.shape }),
  /** Points of one training metric in their order, as parallel lists. */
  z.strictObject({
    kind: z.literal("metrics"),
    ...MetricPointSchema.pick({ run: true, stage: true, key: true }).shape,
    step: z.array(MetricPointSchema.shape.step),
    at: z.array(MetricPointSchema.shape.at),
    value: z.array(MetricPointSchema.shape.value),
  }),
  /** An analysis that was made: without it, the archive would forget what was known. */
  z.strictObject({
    kind: z.literal("analysis"),
    inputsFingerprint: z.string(),
    analysis: z.unknown(),
    at: z.iso.datetime(),
  }),
  /** A limit that the server watches. */
  z.strictObject({
    kind: z.literal("watch"),
    ...WatchSchema.omit({ alarms: true }).extend({ watchId }).shape,
  }),
  /** What a watch of an earlier line raised. */
  z.strictObject({ kind: z.literal("alarm"), alarm: AlarmSchema.extend({ watchId }), at: z.iso.datetime() }),
  ...MLFLOW_LINES,
]);
export type ArchiveLine = z.infer<typeof ArchiveLineSchema>;

/** Last line: how many lines came before it, and the SHA-256 of their bytes, each with its line feed. */
export const ArchiveEndSchema = z.strictObject({
  kind: z.literal("end"),
  lines: count,
  sha256: z.string(),
});

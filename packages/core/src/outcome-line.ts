import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { CountsSchema, SummarySchema } from "./evidence-level.js";
import { IdentityTextSchema } from "./identity.js";
import { JudgeSchema } from "./judge.js";
import { NameSchema, TextSchema } from "./name.js";

const scores = z.array(z.number().nullable());
const sampleId = z.string().min(1).max(1000);

/** Scores for each sample and epoch, as parallel lists. `null` is a sample that was run and not scored. */
export const SampleScoresSchema = z
  .strictObject({
    id: z.array(sampleId).min(1),
    /** The scenario family of each sample; without it, each sample is a cluster of its own. */
    cluster: z.array(sampleId).optional(),
    /** Repeats of a sample, counted from 0. */
    epoch: z.array(z.number().int().min(0).max(9999)).optional(),
    score: scores.optional(),
    /** Several metrics of the same samples. */
    scores: z.record(NameSchema, scores).optional(),
  })
  .refine(
    (value) => (value.score === undefined) !== (value.scores === undefined),
    "give either score or scores",
  )
  .refine(
    (value) =>
      [value.cluster, value.epoch, value.score, ...Object.values(value.scores ?? {})].every(
        (list) => list === undefined || list.length === value.id.length,
      ),
    "the lists differ in length",
  );
export type SampleScores = z.infer<typeof SampleScoresSchema>;

/** One outcome as it is written on one line of NDJSON. Exactly one of samples, counts, summary and point is given. */
export const OutcomeLineSchema = z
  .strictObject({
    arm: NameSchema,
    /** Left out when the seed is not known: it is then `unknown`, never 0. */
    seed: z.number().int().nonnegative().optional(),
    branch: z.number().int().nonnegative().default(0),
    /** The caller's own id of the run. */
    run: z.string().min(1).max(200).optional(),
    parent: z
      .strictObject({
        stage: NameSchema,
        step: z.number().int().nonnegative().optional(),
        branch: z.number().int().nonnegative().default(0),
      })
      .optional(),
    /** The checkpoint is the common start of every arm. */
    shared: z.boolean().optional(),
    stage: NameSchema,
    /** Left out when not stated: the end of the stage. */
    step: z.number().int().nonnegative().optional(),
    /** Tokens seen at this checkpoint. */
    tokens: z.number().int().nonnegative().optional(),
    /** Fingerprint of the recipe. */
    recipe: z.string().min(1).max(200).optional(),
    environment: z
      .strictObject({ name: z.string().min(1), variant: z.string().optional(), sha: z.string().optional() })
      .optional(),
    checkpointUri: z.string().min(1).max(2000).optional(),
    eval: IdentityTextSchema,
    evalSha: z.string().min(1).max(200).optional(),
    harness: z.strictObject({ name: z.string().min(1), version: z.string().optional() }).optional(),
    judge: JudgeSchema.optional(),
    condition: ConditionSchema.optional(),
    metric: NameSchema.optional(),
    status: z.enum(["complete", "partial", "crashed"]).default("complete"),
    evaluatedAt: z.iso.datetime({ offset: true }).optional(),
    source: z.strictObject({ uri: z.string().min(1), sha256: z.string().optional() }).optional(),
    /** Present when this replaces an earlier outcome of the same key. */
    correction: z.strictObject({ author: TextSchema, reason: TextSchema }).optional(),
    samples: SampleScoresSchema.optional(),
    counts: CountsSchema.optional(),
    summary: SummarySchema.optional(),
    point: z.number().optional(),
  })
  .refine(
    (line) =>
      [line.samples, line.counts, line.summary, line.point].filter((level) => level !== undefined).length ===
      1,
    "give exactly one of samples, counts, summary, point",
  );
export type OutcomeLine = z.infer<typeof OutcomeLineSchema>;
export type OutcomeLineInput = z.input<typeof OutcomeLineSchema>;

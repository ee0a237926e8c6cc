import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { CountsSchema, EvidenceLevelSchema, SummarySchema } from "./evidence-level.js";
import { OutcomeLineSchema } from "./outcome-line.js";
import { RunSchema } from "./run.js";

const line = OutcomeLineSchema.shape;
const count = z.number().int().nonnegative();

/** What an outcome holds, at its level of evidence. */
export const OutcomeValueSchema = z.discriminatedUnion("level", [
  z.strictObject({
    level: EvidenceLevelSchema.extract(["samples"]),
    epochs: z.number().int().positive(),
    scored: count,
    /** Run, and not scored. */
    unscored: count,
    /** Over all scored cells; null where there is none. */
    mean: z.number().nullable(),
  }),
  z.strictObject({ level: EvidenceLevelSchema.extract(["counts"]), counts: CountsSchema }),
  z.strictObject({ level: EvidenceLevelSchema.extract(["summary"]), summary: SummarySchema }),
  z.strictObject({ level: EvidenceLevelSchema.extract(["point"]), point: z.number() }),
]);
export type OutcomeValue = z.infer<typeof OutcomeValueSchema>;

/** One stored revision of an outcome. */
export const OutcomeRecordSchema = z.strictObject({
  outcomeId: z.string(),
  run: RunSchema.shape.run,
  arm: RunSchema.shape.arm,
  seed: RunSchema.shape.seed,
  branch: RunSchema.shape.branch,
  stage: line.stage,
  /** null: the end of the stage. */
  step: z.number().int().nonnegative().nullable(),
  eval: line.eval,
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  status: line.status.unwrap(),
  revision: z.number().int().positive(),
  /** False once a correction replaced it. */
  current: z.boolean(),
  value: OutcomeValueSchema,
  harness: line.harness.unwrap().nullable(),
  source: line.source.unwrap().nullable(),
  evaluatedAt: z.string().nullable(),
  /** Who corrected the revision before, and why; null for the first one. */
  correction: line.correction.unwrap().nullable(),
  recordedAt: z.iso.datetime(),
  /** Set aside itself, or with its run. */
  excluded: RunSchema.shape.excluded,
});
export type OutcomeRecord = z.infer<typeof OutcomeRecordSchema>;

/** Outcomes by run, stage, step, eval, metric, condition, judge and revision; `next` continues the list. */
export const OutcomePageSchema = z.strictObject({
  outcomes: z.array(OutcomeRecordSchema),
  next: z.string().nullable(),
});
export type OutcomePage = z.infer<typeof OutcomePageSchema>;

/** One revision of an outcome, and all revisions of the same key, oldest first. */
export const OutcomeHistorySchema = z.strictObject({
  outcome: OutcomeRecordSchema,
  revisions: z.array(OutcomeRecordSchema),
});
export type OutcomeHistory = z.infer<typeof OutcomeHistorySchema>;

/** What one sample scored in one epoch. */
export const SampleScoreSchema = z.strictObject({
  sample: z.string(),
  /** The sample itself, where nobody stated a cluster. */
  cluster: z.string(),
  epoch: count,
  /** null: run, and not scored. */
  score: z.number().nullable(),
});
export type SampleScore = z.infer<typeof SampleScoreSchema>;

/** Scores by the bytes of the sample and by epoch; `next` continues the list, and is null at its end. */
export const SampleScorePageSchema = z.strictObject({
  scores: z.array(SampleScoreSchema),
  next: z.string().nullable(),
});
export type SampleScorePage = z.infer<typeof SampleScorePageSchema>;

import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { answerHead } from "./answer-head.js";
import { ComparisonSideSchema } from "./comparison-side.js";
import { ContrastSchema, FindingSchema } from "./finding.js";
import { NameSchema } from "./name.js";

/** How the runs of both sides belong together: the same runs at two moments, the same seeds as the plan says, or not. */
export const RunPairingSchema = z.enum(["none", "by-run", "by-seed"]);
export type RunPairing = z.infer<typeof RunPairingSchema>;

const steps = z.array(z.number().nullable());

/** Side `a` minus side `b` on one eval, metric, condition and judge. */
export const ComparisonRowSchema = z.strictObject({
  ...ContrastSchema.omit({ arm: true, control: true }).shape,
  /** Steps whose checkpoints were averaged; a null step is the stage's end. */
  steps: z.strictObject({ a: steps, b: steps }),
  /** Levels in the metric's own unit, on the prompts that are compared; null where a side has no outcome. */
  levels: z.strictObject({ a: z.number().nullable(), b: z.number().nullable() }),
  pairing: RunPairingSchema,
  /** The target that is shown first: the plan's, or the other where that one is not estimable. */
  shownTarget: TargetSchema,
  /** Both targets on both scales. `n.runs` are those of `a`, `n.controlRuns` those of `b`; nothing is adjusted. */
  findings: z.array(FindingSchema),
  /** The shown difference adjusted among all rows of this comparison (Benjamini and Hochberg). */
  qValue: z.number().nullable(),
});
export type ComparisonRow = z.infer<typeof ComparisonRowSchema>;

/** A side as it was compared: its stage is known. */
export const ComparedSideSchema = ComparisonSideSchema.extend({
  stage: NameSchema,
  /** As it is addressed: `arm:principles@sft`. */
  address: z.string(),
  /** The arm itself, or the arm of the run. */
  arm: NameSchema,
});
export type ComparedSide = z.infer<typeof ComparedSideSchema>;

/** Two arms, runs or checkpoints of one ablation against each other: the document of `holdfast compare`. */
export const ComparisonAnswerSchema = z.strictObject({
  ...answerHead,
  /** No comparison of this kind belongs to a registered family. */
  exploratory: z.literal(true),
  a: ComparedSideSchema,
  b: ComparedSideSchema,
  rows: z.array(ComparisonRowSchema),
});
export type ComparisonAnswer = z.infer<typeof ComparisonAnswerSchema>;

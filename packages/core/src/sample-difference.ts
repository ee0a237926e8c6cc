import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { ConditionSchema } from "./condition.js";
import { NameSchema } from "./name.js";
import { OutcomeRecordSchema } from "./outcome-record.js";

const count = z.number().int().nonnegative();
const number = z.number().nullable();

/** Which side of a difference. */
export const SampleSideSchema = z.enum(["arm", "control"]);
export type SampleSide = z.infer<typeof SampleSideSchema>;

/** An outcome behind the prompts of an answer: whose it is, and the log that it came from. */
export const SampleOutcomeSchema = z.strictObject({
  side: SampleSideSchema,
  ...OutcomeRecordSchema.pick({ outcomeId: true, run: true, stage: true, step: true }).shape,
  ...OutcomeRecordSchema.pick({ harness: true, source: true }).shape,
});
export type SampleOutcome = z.infer<typeof SampleOutcomeSchema>;

/** One prompt: what both sides scored there. Means are over runs, of each the mean over epochs and checkpoints. */
export const SampleDifferenceSchema = z.strictObject({
  sample: z.string(),
  /** The sample itself, where nobody stated a cluster. */
  cluster: z.string(),
  means: z.strictObject({ arm: z.number(), control: z.number() }),
  /** Arm minus control, in the metric's own unit. */
  difference: z.number(),
  /** The difference drawn towards the mean over prompts, the more the less is known of the prompt. */
  shrunken: z.number(),
  scores: z.strictObject({ arm: count, control: count }),
  /** Mean of each run; branches of one ancestor are one run: `arm/seed`. */
  runs: z.array(z.strictObject({ side: SampleSideSchema, run: z.string(), mean: z.number() })),
  /** What each outcome scored there by epoch; `outcome` is its place in the list of outcomes. null: absent or unscored. */
  epochs: z.array(z.strictObject({ outcome: count, scores: z.array(number) })),
});
export type SampleDifference = z.infer<typeof SampleDifferenceSchema>;

/** One cluster of prompts; its means are over prompts. */
export const ClusterDifferenceSchema = z.strictObject({
  cluster: z.string(),
  prompts: count,
  means: z.strictObject({ arm: z.number(), control: z.number() }),
  difference: z.number(),
  /** Prompts on which the arm is above, below, and level with its reference. */
  above: count,
  below: count,
  level: count,
});
export type ClusterDifference = z.infer<typeof ClusterDifferenceSchema>;

/** How far differences of single prompts were drawn in, and what it rests on. All in the metric's own unit. */
export const ShrinkageSchema = z.strictObject({
  /** Mean difference over prompts: where a prompt of which nothing is known would be. */
  towards: z.number(),
  /** Standard deviation of true differences between prompts; 0 where chance alone explains what is seen. */
  betweenPrompts: z.number(),
  /** What chance is measured by: how runs, or repeats, differ on one prompt; `prompts` is an upper bound. */
  chance: z.enum(["runs", "epochs", "prompts"]),
});
export type Shrinkage = z.infer<typeof ShrinkageSchema>;

/** The prompts on which two arms differ most: the document of `holdfast samples`. */
export const SampleDifferenceAnswerSchema = z.strictObject({
  ...answerHead,
  arm: NameSchema,
  control: NameSchema,
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  stage: NameSchema,
  /** Steps whose checkpoints were averaged; a null step is the stage's end. */
  steps: z.array(number),
  /** What else both arms were scored under there, this one included. */
  settings: z.array(z.strictObject({ condition: ConditionSchema, judge: z.string() })),
  runs: z.strictObject({ arm: count, control: count }),
  /** Prompts with a score on both sides. */
  prompts: count,
  /** Prompts with a score on one side alone: nothing is said of them. */
  unmatched: count,
  clustersDeclared: z.boolean(),
  /** null where no prompt is compared. */
  shrinkage: ShrinkageSchema.nullable(),
  /** The largest mean difference first; empty where nobody declared clusters. */
  clusters: z.array(ClusterDifferenceSchema),
  outcomes: z.array(SampleOutcomeSchema),
  /** A page of prompts: the largest shrunken difference first, then the largest difference, then by bytes. */
  samples: z.array(SampleDifferenceSchema),
  /** Continues the list of prompts; null at its end. */
  next: z.string().nullable(),
});
export type SampleDifferenceAnswer = z.infer<typeof SampleDifferenceAnswerSchema>;

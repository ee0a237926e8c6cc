import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { ConditionSchema } from "./condition.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { IntervalSchema, MomentSchema, ScopeSchema } from "./finding.js";
import { QuantitySchema } from "./quantity.js";
import { WarningSchema } from "./warning.js";

const JointQuantity = z.strictObject({
  quantity: QuantitySchema,
  /** Holds over all steps of this arm at once (Bonferroni); null where the quantity has no interval. */
  joint: IntervalSchema.nullable(),
});

/** The change of an arm's level from one measured stage to the next, in the metric's own unit. */
export const OriginStepSchema = z.strictObject({
  from: MomentSchema,
  to: MomentSchema,
  /** The eval was run under one condition at both ends; else part of the change may be the condition's. */
  sameCondition: z.boolean(),
  change: JointQuantity,
  /** The control's change over the same stages: what the training that both share did. */
  controlChange: JointQuantity,
  /** Arm's change minus control's: what the arm's own data did. */
  fromData: JointQuantity,
});
export type OriginStep = z.infer<typeof OriginStepSchema>;

/** Where an arm's level came from: there at the start, or brought in by a later stage. */
export const OriginReadingSchema = z.enum(["inherited", "trained-in", "not-settled"]);
export type OriginReading = z.infer<typeof OriginReadingSchema>;

/** Base, then what each later stage added, for an arm and its control on one eval. */
export const OriginSchema = z.strictObject({
  arm: z.string(),
  control: z.string().nullable(),
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  target: TargetSchema,
  scope: ScopeSchema,
  evidenceLevel: EvidenceLevelSchema,
  runs: z.number().int().nonnegative(),
  controlRuns: z.number().int().nonnegative().nullable(),
  /** True where all arms start from one checkpoint. */
  sharedBase: z.boolean(),
  /** The level at the first measured stage and at the last. */
  start: z.strictObject({ moment: MomentSchema, level: z.number(), interval: IntervalSchema.nullable() }),
  end: z.strictObject({ moment: MomentSchema, level: z.number(), interval: IntervalSchema.nullable() }),
  steps: z.array(OriginStepSchema).min(1),
  /** End minus start. */
  total: QuantitySchema,
  reading: OriginReadingSchema,
  warnings: z.array(WarningSchema),
});
export type Origin = z.infer<typeof OriginSchema>;

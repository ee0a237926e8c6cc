import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { IntervalSchema } from "./finding.js";
import { RatioSetSchema } from "./ratio-set.js";
import { VerdictWordSchema } from "./verdict.js";

const LevelSchema = z.strictObject({
  estimate: z.number(),
  interval: IntervalSchema.nullable(),
  target: TargetSchema,
});

const SidesSchema = z.strictObject({ arm: LevelSchema.nullable(), control: LevelSchema.nullable() });

/** Where arm and control themselves are at both ends; null where one was not measured or has no complete prompt. */
export const DurabilityLevelsSchema = z.strictObject({ from: SidesSchema, to: SidesSchema });
export type DurabilityLevels = z.infer<typeof DurabilityLevelsSchema>;

/** Whether the arm is still better than its control at `to`, by the default of a lead; and how bad it may itself be. */
export const EndStateSchema = z.strictObject({
  lead: z.number(),
  interval: IntervalSchema.nullable(),
  pValue: z.number().nullable(),
  estimator: z.string(),
  target: TargetSchema,
  /** The worst level of the arm at `to` that the data do not exclude, in the direction of worse. */
  worstLevel: z.number().nullable(),
});
export type EndState = z.infer<typeof EndStateSchema>;

/**
 * The lead averaged over the time of the later stage as a share of the lead at `from`: retention without a model, for
 * these prompts (suite-fixed).
 */
export const RetainedAreaSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    point: z.number().nullable(),
    set: RatioSetSchema.nullable(),
    g: z.number().nullable(),
    df: z.number().positive().nullable(),
    /** Steps of the later stage that it runs over; 0 is the end of `from`. */
    steps: z.array(z.number()),
    runs: z.number().int().nonnegative(),
    controlRuns: z.number().int().nonnegative(),
    /** Why set or point is null. */
    reason: z.string().nullable(),
  }),
  z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
]);
export type RetainedArea = z.infer<typeof RetainedAreaSchema>;

const BoundSchema = z.strictObject({
  lead: z.number(),
  /** The lead at `to` over the lead at `from`; null where the denominator is not told from 0. */
  retained: z.number().nullable(),
  verdict: VerdictWordSchema.nullable(),
});

/**
 * What could have come out, had the runs that were never measured at `to` ended at the worst or best of the scale
 * (Manski 1990): they are missing for a reason that nobody knows.
 */
export const DurabilityBoundsSchema = z.strictObject({
  missing: z.number().int().nonnegative(),
  controlMissing: z.number().int().nonnegative(),
  /** Of them, runs that are known to have crashed. */
  crashed: z.number().int().nonnegative(),
  worst: BoundSchema,
  best: BoundSchema,
});
export type DurabilityBounds = z.infer<typeof DurabilityBoundsSchema>;

/** The arm has the largest lead at `from` of several on this eval: that lead is too large, on average. */
export const SelectionSchema = z.strictObject({
  /** Arms among which it is the best. */
  arms: z.number().int().min(3),
  /** The lead at `from` drawn towards the others (James and Stein 1961); null with fewer than four arms. */
  shrunkenLead: z.number().nullable(),
  /** Retention from it; null with fewer than four arms, or where the shrunken lead is 0. */
  retained: z.number().nullable(),
  reason: z.string().nullable(),
});
export type Selection = z.infer<typeof SelectionSchema>;

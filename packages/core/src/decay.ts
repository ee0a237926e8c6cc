import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { IntervalSchema, ScopeSchema } from "./finding.js";

/**
 * How many steps it takes until half is gone. `interval`: between two numbers of steps; a lower end of 0 means faster
 * than the checkpoints can show. `more-than`: a steady course is not excluded, so there is no upper end.
 * `no-decay`: the lead grew. `point`: the fit of these checkpoints, without an interval.
 */
export const HalfLifeSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("interval"),
    /** null where the best fit lies at the end of what can be told. */
    point: z.number().positive().nullable(),
    lower: z.number().nonnegative(),
    upper: z.number().positive(),
    level: z.number(),
  }),
  z.strictObject({ kind: z.literal("more-than"), lower: z.number().positive(), level: z.number() }),
  z.strictObject({ kind: z.literal("no-decay"), reason: z.string() }),
  z.strictObject({ kind: z.literal("point"), point: z.number().positive(), reason: z.string() }),
  z.strictObject({ kind: z.literal("not-estimable"), reason: z.string() }),
]);
export type HalfLife = z.infer<typeof HalfLifeSchema>;

/**
 * One exponential course of a lead. `to-plateau`: D_inf + (D0 - D_inf) exp(-k t), whose half-life is that of what is
 * lost; `to-zero`: D0 exp(-k t), whose half-life is that of the lead itself.
 */
export const DecayFitSchema = z.strictObject({
  model: z.enum(["to-plateau", "to-zero"]),
  /** Lead at the first checkpoint of the fit. */
  start: z.number().nullable(),
  /** Where the lead ends up; null in the model without a plateau, and where the course has none. */
  plateau: z.number().nullable(),
  /** k for one step; null where the best fit lies at the end of what can be told. Negative: the lead grows. */
  rate: z.number().nullable(),
  /** The rates that the runs do not exclude; a null end is without end. */
  rateInterval: IntervalSchema.nullable(),
  halfLife: HalfLifeSchema,
});
export type DecayFit = z.infer<typeof DecayFitSchema>;

/**
 * The decline of one lead over the checkpoints of one stage, under one condition. Intervals are those of other runs
 * on these prompts (suite-fixed): a course is a matter of runs.
 */
export const DecaySchema = z.strictObject({
  stage: z.string(),
  condition: ConditionSchema,
  /** Steps of the fit; where it begins at the end of the stage before, the first is 0. */
  steps: z.array(z.number()),
  /** The stage whose end stands at step 0; null where the fit begins within the stage. */
  startsAfter: z.string().nullable(),
  /** Interventions that this part of the course lies between; null where there is none on that side. */
  between: z.strictObject({ after: z.number().nullable(), before: z.number().nullable() }),
  scope: ScopeSchema,
  runs: z.number().int().nonnegative(),
  controlRuns: z.number().int().nonnegative(),
  /** Run checkpoints that are missing, filled by their expectation given the run's others. */
  missingCheckpoints: z.number().int().nonnegative(),
  /** Correlation of one run's deviations at neighbouring checkpoints `gap` steps apart, beyond its own level. */
  autocorrelation: z.strictObject({ value: z.number(), gap: z.number().positive() }).nullable(),
  fits: z.array(DecayFitSchema),
  /** What the runs establish of the lead over the stage; `open`: neither a decline nor growth; null without an interval. */
  direction: z.enum(["declines", "grows", "open"]).nullable(),
  /** The fit whose half-life is the answer: `to-plateau`, unless no course to a plateau fits these runs. */
  shown: DecayFitSchema.shape.model.nullable(),
  /** What the answer takes for granted beyond an exponential course; null where that is nothing. */
  assumption: z.string().nullable(),
  halfLife: HalfLifeSchema,
});
export type Decay = z.infer<typeof DecaySchema>;

/** The fit whose half-life is the answer, where there is one. */
export function shownDecayFit({ fits, shown }: Decay): DecayFit | undefined {
  return fits.find(({ model }) => model === shown);
}

/** What holds if all of the lead fades, where that is not the answer itself and a lead that grows has no use for it. */
export function fullFadeHalfLife({ fits, shown, halfLife }: Decay): HalfLife | undefined {
  if (shown !== "to-plateau" || halfLife.kind === "no-decay") return undefined;
  return fits.find(({ model }) => model === "to-zero")?.halfLife;
}

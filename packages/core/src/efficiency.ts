import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { ContrastSchema, IntervalSchema, MomentSchema } from "./finding.js";
import { QuantitySchema } from "./quantity.js";
import { RatioSchema } from "./ratio.js";
import { WarningSchema } from "./warning.js";

const tokens = z.union([z.number(), z.literal("unknown")]);

/** What an arm's data bought: its lead, and the lead for each million tokens beyond its control's. */
export const EfficiencyArmSchema = z.strictObject({
  arm: z.string(),
  control: z.string(),
  /** Tokens of all mixes up to the stage. */
  tokens,
  controlTokens: tokens,
  /** Tokens beyond the control's; null where one of the two is unknown. */
  extraTokens: z.number().nullable(),
  shownTarget: TargetSchema,
  numbers: z.array(
    z.strictObject({
      target: TargetSchema,
      /** Arm minus control, as it was measured. */
      lead: QuantitySchema,
      /** The lead in the direction of better, over millions of extra tokens: positive is better. */
      perMillion: QuantitySchema,
    }),
  ),
});
export type EfficiencyArm = z.infer<typeof EfficiencyArmSchema>;

/** Two arms with the same control: `arm` is the one with fewer extra tokens. */
export const EfficiencyPairSchema = z.strictObject({
  arm: z.string(),
  other: z.string(),
  control: z.string(),
  /** Whether their extra tokens differ by at most a tenth. Only then does one do more than the other at equal amount. */
  equalTokens: z.boolean(),
  shownTarget: TargetSchema,
  numbers: z.array(
    z.strictObject({
      target: TargetSchema,
      /** Arm minus the other: the contrast at equal tokens where `equalTokens` holds. */
      difference: QuantitySchema,
      /** Effect per token of `arm` over that of `other`. */
      efficiencyRatio: RatioSchema,
    }),
  ),
  /** Tokens that `other` needs over those that `arm` needs for the same effect: another quantity than the ratio above. */
  tokensToEqualEffect: RatioSchema,
  /** Whose ingredient has the course of doses on which that rests; null where one dose of each is compared. */
  courseOf: z.enum(["arm", "other"]).nullable(),
});
export type EfficiencyPair = z.infer<typeof EfficiencyPairSchema>;

/** A dose, with what an arm at it scored. */
export const DosePointSchema = z.strictObject({
  arm: z.string(),
  dose: z.number().nonnegative(),
  runs: z.number().int().nonnegative(),
  mean: z.number(),
  /** Nearest values that never turn back as the dose grows. */
  isotonic: z.number(),
});

/** The least dose at which a share of the best effect is reached. */
export const DoseForShareSchema = z.strictObject({
  share: z.number(),
  dose: z.number().nullable(),
  /** Doses at which the share cannot be excluded; a null upper end is beyond the largest dose. */
  interval: IntervalSchema.nullable(),
  reason: z.string().nullable(),
});

/**
 * Shapes that a course of doses is held against: linear; linear in log(1 + dose / least dose); saturating with half of
 * the way gone at the least dose, or at the middle one; and hardly anything before the largest doses.
 */
export const DoseShapeSchema = z.enum(["linear", "log", "emax-early", "emax-middle", "late"]);
export type DoseShape = z.infer<typeof DoseShapeSchema>;

/** Whether there is a course of any of these shapes, adjusted for the choice among them (MCP-Mod). */
export const DoseContrastsSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    target: TargetSchema,
    df: z.number().positive().nullable(),
    /** `t` is positive where the outcome rises with the dose; p is that of the largest |t| of all shapes. */
    shapes: z.array(z.strictObject({ shape: DoseShapeSchema, t: z.number(), pAdjusted: z.number() })).min(1),
    /** What the means look most like, which is no proof that it is that one. */
    nearest: DoseShapeSchema,
    /** The smallest adjusted p-value: that of any dependence on the dose. */
    pValue: z.number(),
  }),
  z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
]);
export type DoseContrasts = z.infer<typeof DoseContrastsSchema>;

/** The Emax curve fitted again to runs drawn anew at each dose: a check of its interval. */
export const EmaxBootstrapSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    draws: z.number().int().positive(),
    seed: z.number().int().nonnegative(),
    /** Share of draws whose curve bends at all. */
    bends: z.number(),
    ed50Interval: IntervalSchema,
    emaxInterval: IntervalSchema,
    /** Whether each end of `ed50Interval` is within a factor of two of the profile interval's; null without that one. */
    agrees: z.boolean().nullable(),
  }),
  z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
]);
export type EmaxBootstrap = z.infer<typeof EmaxBootstrapSchema>;

/** How the outcome depends on the amount of one ingredient: at least three doses, everything else equal. */
export const DoseSeriesSchema = z.strictObject({
  /** The dose factor, or null where arms differ in the tokens of one component alone. */
  factor: z.string().nullable(),
  /** The data set whose amount varies, where the mixes say so. */
  dataset: z.string().nullable(),
  /** Levels of the other factors, where there are several series. */
  setting: z.string(),
  unit: z.string(),
  nested: z.enum(["repeated", "same-dataset", "different-datasets", "not-stated"]),
  points: z.array(DosePointSchema).min(3),
  /** Change of the outcome for each unit of log(1 + dose / smallest dose above 0). */
  trend: z.array(z.strictObject({ target: TargetSchema, quantity: QuantitySchema })),
  /** The same question on effective counts, as a check. */
  cochranArmitage: z.discriminatedUnion("status", [
    z.strictObject({ status: z.literal("estimated"), chiSquared: z.number(), pValue: z.number() }),
    z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
  ]),
  contrasts: DoseContrastsSchema,
  emax: z.discriminatedUnion("status", [
    z.strictObject({
      status: z.literal("estimated"),
      /** Outcome without a dose, change beyond any dose, and the dose of half of it. */
      e0: z.number(),
      emax: z.number(),
      ed50: z.number(),
      ed50Interval: IntervalSchema.nullable(),
      bootstrap: EmaxBootstrapSchema,
      df: z.number().int().nonnegative(),
      reason: z.string().nullable(),
    }),
    z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
  ]),
  /** Percent more effect for one percent more of the dose. */
  elasticity: QuantitySchema,
  shares: z.array(DoseForShareSchema),
  shownTarget: TargetSchema,
});
export type DoseSeries = z.infer<typeof DoseSeriesSchema>;

/** The answer to: how much did the data buy on this eval, at this moment, for how many tokens? */
export const EfficiencySchema = z.strictObject({
  ...ContrastSchema.omit({ arm: true, control: true }).shape,
  moment: MomentSchema,
  evidenceLevel: EvidenceLevelSchema,
  arms: z.array(EfficiencyArmSchema),
  pairs: z.array(EfficiencyPairSchema),
  series: z.array(DoseSeriesSchema),
  /** Why no effect per token is given, where none is. */
  reason: z.string().nullable(),
  warnings: z.array(WarningSchema),
});
export type Efficiency = z.infer<typeof EfficiencySchema>;

/** What of several targets is shown first. */
export function shownOf<T extends { readonly target: string }>(shown: {
  readonly shownTarget: string;
  readonly numbers: readonly T[];
}): T | undefined {
  return shown.numbers.find(({ target }) => target === shown.shownTarget);
}

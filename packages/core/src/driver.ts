import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { LevelSchema } from "./factor.js";
import { ContrastSchema, EffectScaleSchema, MomentSchema } from "./finding.js";
import { QuantitySchema } from "./quantity.js";
import { WarningSchema } from "./warning.js";

/**
 * How the spread behind a contrast of arms is judged. `pooled`: one mean square within all arms; `welch`: each arm its
 * own; `pair`: as the lead of two arms; `lenth`: from the contrasts themselves, where no arm was run twice.
 */
export const DriverMethodSchema = z.enum(["pooled", "welch", "pair", "lenth"]);
export type DriverMethod = z.infer<typeof DriverMethodSchema>;

/** What the measured arms form over the factors, which decides what can be said of a factor. */
export const DesignKindSchema = z.enum([
  "full-factorial",
  "fractional-factorial",
  "single-factor",
  "one-at-a-time",
  "leave-one-out",
  "incomplete",
  "none",
]);
export type DesignKind = z.infer<typeof DesignKindSchema>;

/** A product of factors with its sign, as a defining relation or an alias names it. */
export const SignedTermSchema = z.strictObject({
  factors: z.array(z.string()),
  sign: z.union([z.literal(1), z.literal(-1)]),
});
export type SignedTerm = z.infer<typeof SignedTermSchema>;

/** The arms that were measured together, read as a design. */
export const DesignSchema = z.strictObject({
  kind: DesignKindSchema,
  factors: z.array(
    z.strictObject({
      name: z.string(),
      group: z.string().nullable(),
      /** Levels among the measured arms; the first is the one that the others are compared with. */
      levels: z.array(LevelSchema),
    }),
  ),
  arms: z.array(
    z.strictObject({
      arm: z.string(),
      runs: z.number().int().nonnegative(),
      /** Mean on the metric's own scale, over the prompts that all arms share. */
      mean: z.number(),
      /** Tokens of all mixes up to the stage. */
      tokens: z.union([z.number(), z.literal("unknown")]),
    }),
  ),
  /** Registered arms without an outcome here. */
  missing: z.array(z.string()),
  /** The arm from which the others differ in one factor each, where that is the design. */
  reference: z.string().nullable(),
  /** Products of factors that are constant in a fraction: I = each of them. */
  definingRelation: z.array(SignedTermSchema),
  /** Length of the shortest of them. */
  resolution: z.number().int().positive().nullable(),
});
export type Design = z.infer<typeof DesignSchema>;

/** One number of a contrast: on one scale, for one target, by one method. */
export const DriverNumberSchema = z.strictObject({
  scale: EffectScaleSchema,
  target: TargetSchema,
  method: DriverMethodSchema,
  quantity: QuantitySchema,
  /** Degrees of freedom on which the p-value enters Holm's adjustment, where they are fewer than the interval's. */
  familyDf: z.number().positive().optional(),
  /** Holm over the main effects of the same eval; null outside of them. */
  pAdjusted: z.number().nullable(),
});
export type DriverNumber = z.infer<typeof DriverNumberSchema>;

/**
 * What an interaction says. `synergy` and `antagonism` (in the direction of better) only where its interval excludes 0
 * and the sign is the same on both scales; where the scales disagree, a floor or ceiling may have made it.
 */
export const InteractionReadingSchema = z.enum([
  "synergy",
  "antagonism",
  "floor-artefact-possible",
  "not-settled",
]);
export type InteractionReading = z.infer<typeof InteractionReadingSchema>;

/** What the design identifies of one factor, or of several together. */
export const DriverContrastSchema = z.strictObject({
  /**
   * `main-effect`: mean over the settings of the other factors of with minus without. `interaction`: half of how much
   * that changes when the others of the term are added. `adds-to-nothing` and `lost-when-removed`: with minus without,
   * where everything else is absent, or present; never a main effect.
   */
  kind: z.enum(["main-effect", "interaction", "adds-to-nothing", "lost-when-removed"]),
  factors: z.array(z.string()).min(1),
  /** The two levels that are compared; null for an interaction. */
  levels: z.strictObject({ from: LevelSchema, to: LevelSchema }).nullable(),
  /** What the same numbers measure too, where the design cannot tell them apart. */
  aliasedWith: z.array(SignedTermSchema),
  /** True where arms that differ in these factors were trained on the same data up to here: an effect would be chance. */
  notYetApplied: z.boolean(),
  shownMethod: DriverMethodSchema,
  shownTarget: TargetSchema,
  numbers: z.array(DriverNumberSchema),
  reading: InteractionReadingSchema.nullable(),
  /** The main effect with log tokens held fixed, for the shown target; null where tokens are equal or unknown. */
  tokenAdjusted: QuantitySchema.nullable(),
});
export type DriverContrast = z.infer<typeof DriverContrastSchema>;

/** Each factor's share of the difference between all ingredients and none; the shares add up to it. */
export const AttributionSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    method: DriverMethodSchema,
    total: z.array(DriverNumberSchema),
    shares: z.array(
      z.strictObject({
        factor: z.string(),
        shapley: z.array(DriverNumberSchema),
        /** Factors of one group joining together; null where no factor names a group. */
        owen: z.array(DriverNumberSchema).nullable(),
      }),
    ),
    /** Shapley interaction index of each pair. */
    interactions: z.array(
      z.strictObject({ factors: z.tuple([z.string(), z.string()]), index: z.array(DriverNumberSchema) }),
    ),
  }),
  z.strictObject({
    status: z.literal("not-estimable"),
    reason: z.string(),
    /** Between which values a share lies whatever the missing arms would have scored; no sampling error in it. */
    bounds: z.array(z.strictObject({ factor: z.string(), lower: z.number(), upper: z.number() })),
  }),
]);
export type Attribution = z.infer<typeof AttributionSchema>;

/** Whether a factor can be told from the amount of data. */
export const TokenConfoundingSchema = z.strictObject({
  status: z.enum(["matched", "told-apart", "confounded", "unknown"]),
  reason: z.string().nullable(),
  factors: z.array(
    z.strictObject({
      factor: z.string(),
      /** Variance inflation by log tokens and the other factors; null where it has no end. */
      inflation: z.number().nullable(),
      aliased: z.boolean(),
    }),
  ),
});
export type TokenConfounding = z.infer<typeof TokenConfoundingSchema>;

/** The answer to: which factor drove the difference on this eval, at this moment? */
export const DriverSchema = z.strictObject({
  ...ContrastSchema.omit({ arm: true, control: true }).shape,
  moment: MomentSchema,
  evidenceLevel: EvidenceLevelSchema,
  prompts: z.number().int().nonnegative().nullable(),
  clusters: z.number().int().nonnegative().nullable(),
  /** Prompts that were left out, because some run of some arm has no score on them. */
  droppedPrompts: z.number().int().nonnegative().default(0),
  design: DesignSchema,
  contrasts: z.array(DriverContrastSchema),
  attribution: AttributionSchema,
  tokens: TokenConfoundingSchema,
  /** Why there is nothing to say, where there is nothing. */
  reason: z.string().nullable(),
  warnings: z.array(WarningSchema),
});
export type Driver = z.infer<typeof DriverSchema>;

/** The number of a contrast that tables and sentences show. */
export function shownNumber(
  contrast: Pick<DriverContrast, "numbers" | "shownMethod" | "shownTarget">,
  scale: DriverNumber["scale"] = "difference",
): DriverNumber | undefined {
  return contrast.numbers.find(
    (number) =>
      number.scale === scale &&
      number.target === contrast.shownTarget &&
      number.method === contrast.shownMethod,
  );
}

/** A term as text: `principles`, `demonstrations:principles`. */
export function termText(factors: readonly string[]): string {
  return factors.join(":");
}

import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { ConditionSchema } from "./condition.js";
import { MomentSchema } from "./finding.js";

/** An arm among those measured on one eval, with the probability that none of the others is better. */
export const RankedArmSchema = z.strictObject({
  arm: z.string(),
  runs: z.number().int().nonnegative(),
  /** Rate or mean, in the metric's own unit. */
  level: z.number(),
  probabilityBest: z.number().min(0).max(1).nullable(),
});

/** The probability that one arm is better than another; null where nothing varies that it could rest on. */
export const RankedPairSchema = z.strictObject({
  arm: z.string(),
  other: z.string(),
  probabilityBetter: z.number().min(0).max(1).nullable(),
});

/**
 * Which arm may be the best on one eval at the end of one stage. A probability in the sense of a flat prior,
 * for deciding what to look at next; never a test, never adjusted, never a verdict.
 */
export const RankingSchema = z.strictObject({
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  moment: MomentSchema,
  direction: z.enum(["lower-is-better", "higher-is-better"]),
  target: TargetSchema,
  /** Best first by level. */
  arms: z.array(RankedArmSchema),
  pairs: z.array(RankedPairSchema),
  /** How the probabilities were worked out. */
  method: z.string(),
  /** Why a probability is missing; null when all are there. */
  reason: z.string().nullable(),
});
export type Ranking = z.infer<typeof RankingSchema>;
export type RankedArm = z.infer<typeof RankedArmSchema>;
export type RankedPair = z.infer<typeof RankedPairSchema>;

import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { ConditionSchema } from "./condition.js";
import {
  DurabilityBoundsSchema,
  DurabilityLevelsSchema,
  EndStateSchema,
  RetainedAreaSchema,
  SelectionSchema,
} from "./durability-context.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { EffectScaleSchema, IntervalSchema, MomentSchema, ScopeSchema } from "./finding.js";
import { RatioSetSchema } from "./ratio-set.js";
import { VerdictSchema } from "./verdict.js";
import { WarningSchema } from "./warning.js";

const LeadSchema = z.strictObject({
  estimate: z.number(),
  standardError: z.number().nullable(),
  interval: IntervalSchema.nullable(),
});

/** Retention on one scale, for one target: everything oriented as it was measured (negative = lower than control). */
export const RetentionSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    scale: EffectScaleSchema,
    target: TargetSchema,
    estimator: z.string(),
    df: z.number().positive().nullable(),
    from: LeadSchema,
    to: LeadSchema,
    /** Lead at `to` minus lead at `from`. */
    change: z.strictObject({
      estimate: z.number(),
      standardError: z.number().nullable(),
      interval: IntervalSchema.nullable(),
      pValue: z.number().nullable(),
    }),
    /** Lead at `to` over lead at `from`; the point is null where the denominator is not far enough from 0. */
    retained: z.strictObject({
      point: z.number().nullable(),
      set: RatioSetSchema.nullable(),
      g: z.number().nullable(),
    }),
    /** Test that more than `share` of the lead is left: L = a* - share b* in the direction of better. */
    nonInferiority: z.strictObject({
      share: z.number(),
      estimate: z.number(),
      interval: IntervalSchema.nullable(),
      pValue: z.number().nullable(),
      pAdjusted: z.number().nullable(),
    }),
    /** The largest share that can be claimed, and the smallest that can be excluded. */
    retainedAtLeast: z.number().nullable(),
    retainedAtMost: z.number().nullable(),
    equivalence: z
      .strictObject({
        margin: z.number(),
        pValue: z.number().nullable(),
        interval: IntervalSchema.nullable(),
      })
      .nullable(),
    verdict: VerdictSchema,
    reason: z.string().nullable(),
  }),
  z.strictObject({
    status: z.literal("not-estimable"),
    scale: EffectScaleSchema,
    target: TargetSchema,
    reason: z.string(),
  }),
]);
export type Retention = z.infer<typeof RetentionSchema>;

/** The answer to: how much of the arm's lead on this eval is left between two stages? */
export const DurabilitySchema = z.strictObject({
  arm: z.string(),
  control: z.string().nullable(),
  eval: z.string(),
  metric: z.string(),
  judge: z.string(),
  from: z.strictObject({ ...MomentSchema.shape, condition: ConditionSchema }),
  to: z.strictObject({ ...MomentSchema.shape, condition: ConditionSchema }),
  family: z.string().nullable(),
  /** Same condition and judge at both ends: the pair to prefer where an eval has several. */
  sameCondition: z.boolean(),
  scope: ScopeSchema,
  evidenceLevel: EvidenceLevelSchema,
  runs: z.number().int().nonnegative(),
  controlRuns: z.number().int().nonnegative(),
  shownTarget: TargetSchema,
  retentions: z.array(RetentionSchema),
  /** The verdict on the difference scale for the shown target; a disagreement with the log-odds scale is flagged. */
  verdict: VerdictSchema,
  /** Where arm and control themselves are at both ends. */
  levels: DurabilityLevelsSchema.nullable().default(null),
  /** The lead at `to` on its own; null where it was not measured. */
  endState: EndStateSchema.nullable().default(null),
  /** Retention over the whole of the later stage, without a model; null where that stage has a single checkpoint. */
  area: RetainedAreaSchema.nullable().default(null),
  /** Null where no run is missing at `to`. */
  bounds: DurabilityBoundsSchema.nullable().default(null),
  /** Null where the arm was not picked out by its lead at `from`. */
  selection: SelectionSchema.nullable().default(null),
  warnings: z.array(WarningSchema),
});
export type Durability = z.infer<typeof DurabilitySchema>;
export type DurabilityInput = z.input<typeof DurabilitySchema>;

/** The retention that tables and figures show. */
export function shownRetention(
  durability: Durability,
  scale: "difference" | "log-odds" = "difference",
): Retention | undefined {
  return durability.retentions.find(
    (retention) => retention.scale === scale && retention.target === durability.shownTarget,
  );
}

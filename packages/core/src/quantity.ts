import { z } from "zod";
import { IntervalSchema } from "./finding.js";

/**
 * A number that answers a question of its own (a main effect, a gap, an efficiency), with its uncertainty, or the
 * reason why there is none. What could not be estimated beside the estimate is null, and `reason` says why.
 */
export const QuantitySchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    estimate: z.number(),
    standardError: z.number().positive().nullable(),
    /** Degrees of freedom; null where the quantile is the normal one. */
    df: z.number().positive().nullable(),
    interval: IntervalSchema.nullable(),
    pValue: z.number().nullable(),
    /** Why interval or p-value is null; null when both are there. */
    reason: z.string().nullable(),
  }),
  z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
]);
export type Quantity = z.infer<typeof QuantitySchema>;
export type EstimatedQuantity = Extract<Quantity, { status: "estimated" }>;

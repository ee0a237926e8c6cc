import { z } from "zod";
import { RatioSetSchema } from "./ratio-set.js";

/** A ratio of two estimates with its confidence set (Fieller 1954); the point is null where g >= 1. */
export const RatioSchema = z.discriminatedUnion("status", [
  z.strictObject({
    status: z.literal("estimated"),
    point: z.number().nullable(),
    /** null where nothing is known of the uncertainty; `reason` says why. */
    set: RatioSetSchema.nullable(),
    /** t^2 Var(denominator) / denominator^2: at 1 or more the denominator is not told from 0. */
    g: z.number().nullable(),
    df: z.number().positive().nullable(),
    reason: z.string().nullable(),
  }),
  z.strictObject({ status: z.literal("not-estimable"), reason: z.string() }),
]);
export type Ratio = z.infer<typeof RatioSchema>;

import { z } from "zod";
import { ContrastSchema, IntervalSchema } from "./finding.js";

/** The lead of one arm on one eval over stages and steps, in their order in time. */
export const TrajectorySchema = z.strictObject({
  ...ContrastSchema.omit({ condition: true }).shape,
  points: z.array(
    z.strictObject({
      stage: z.string(),
      step: z.number().nullable(),
      condition: ContrastSchema.shape.condition,
      lead: z.number(),
      interval: IntervalSchema.nullable(),
      /** Simultaneous over the points of this trajectory (Bonferroni). */
      band: IntervalSchema.nullable(),
      armLevel: z.number(),
      controlLevel: z.number(),
      runs: z.number().int().nonnegative(),
      controlRuns: z.number().int().nonnegative(),
    }),
  ),
});
export type Trajectory = z.infer<typeof TrajectorySchema>;

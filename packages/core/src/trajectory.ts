import { z } from "zod";
import { conditionKey } from "./condition.js";
import { type Decay, DecaySchema } from "./decay.js";
import type { Durability } from "./durability.js";
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
  /** How fast it fades in each stage that is followed and has checkpoints, one entry a condition and stretch. */
  decays: z.array(DecaySchema).default([]),
});
export type Trajectory = z.infer<typeof TrajectorySchema>;
export type TrajectoryInput = z.input<typeof TrajectorySchema>;

/** How fast the lead of a durability finding fades over its later stage, under the condition and judge at its end. */
export function decaysOf(trajectories: readonly Trajectory[], one: Durability): readonly Decay[] {
  const judge = one.judge.split(" -> ").at(-1);
  const whole = trajectories.find(
    (trajectory) =>
      trajectory.arm === one.arm &&
      trajectory.eval === one.eval &&
      trajectory.metric === one.metric &&
      trajectory.judge === judge,
  );
  const condition = conditionKey(one.to.condition);
  return (whole?.decays ?? []).filter(
    (decay) => decay.stage === one.to.stage && conditionKey(decay.condition) === condition,
  );
}

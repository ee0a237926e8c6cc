import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { MonitorRuleSchema } from "./monitor.js";

/** A watched run passed its limit: raised once for a watch, a series of checkpoints and a trial. */
export const AlarmSchema = z.strictObject({
  watchId: z.string(),
  arm: z.string(),
  run: z.string(),
  stage: z.string(),
  /** null: the end of the stage. */
  step: z.number().nullable(),
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  bad: MonitorRuleSchema.shape.bad,
  limit: z.number(),
  /** What that checkpoint scored, on the metric's own scale. */
  rate: z.number(),
  /** An e-value, the most so far; the alarm was raised at 1 / alphaEach. */
  evidence: z.number(),
  alphaEach: z.number(),
  trial: z.number().int().positive(),
  /** What happened, and what the alarm is worth: a bound on the chance that it is false. */
  sentences: z.array(z.string()),
  /** When it was raised, in a list of watches; an event has a time of its own. */
  at: z.iso.datetime().optional(),
});
export type Alarm = z.infer<typeof AlarmSchema>;

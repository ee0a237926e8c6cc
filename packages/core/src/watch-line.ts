import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { MonitorGuaranteeSchema, MonitorRowSchema } from "./monitor.js";

const series = {
  run: z.string(),
  eval: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
};
const point = MonitorRowSchema.shape.points.element.shape;

/** What `holdfast watch` says, one line at a time: what is promised, what was scored, what was changed, what is wrong. */
export const WatchLineSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("watching"),
    ablation: z.string(),
    guarantee: MonitorGuaranteeSchema,
    sentence: z.string(),
  }),
  z.strictObject({
    kind: z.literal("checkpoint"),
    ...series,
    ...point,
    bad: MonitorRowSchema.shape.bad,
    trial: MonitorRowSchema.shape.trial,
    /** Some checkpoint of this trial had at least, and some at most, this rate; null before the newest checkpoint. */
    highestAtLeast: z.number().nullable(),
    lowestAtMost: z.number().nullable(),
    isAlarm: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal("intervention"),
    run: z.string(),
    step: z.number(),
    change: z.string(),
    /** The step of the alarm that it answered: a new trial begins here; null: the evidence goes on. */
    answers: z.number().nullable(),
  }),
  z.strictObject({
    kind: z.literal("alarm"),
    ablation: z.string(),
    ...series,
    step: z.number().nullable(),
    trial: MonitorRowSchema.shape.trial,
    /** What happened, and what the alarm is worth. */
    sentences: z.array(z.string()),
  }),
]);
export type WatchLine = z.infer<typeof WatchLineSchema>;

import { z } from "zod";
import { AlarmSchema } from "./alarm.js";
import { IdentityTextSchema } from "./identity.js";
import { MonitorQuestionSchema } from "./monitor.js";

const question = MonitorQuestionSchema.shape;

/** What a watch looks at: the question of the monitor about one eval, kept and asked again whenever outcomes come. */
export const WatchRequestSchema = z.strictObject({
  eval: IdentityTextSchema,
  /** What no checkpoint should pass, on the metric's own scale. */
  limit: z.number(),
  alpha: z.number().gt(0).lt(0.5).optional(),
  stage: question.stage,
  arm: question.arm,
  run: question.run,
  metric: question.metric,
  judge: question.judge,
  sampling: question.sampling,
});
export type WatchRequest = z.infer<typeof WatchRequestSchema>;

/** A watch that the server keeps. */
export const WatchSchema = z.strictObject({
  watchId: z.string(),
  question: WatchRequestSchema,
  author: z.string(),
  at: z.iso.datetime(),
  /** What it has raised, oldest first; an alarm that was answered by an intervention stays in the list. */
  alarms: z.array(AlarmSchema),
});
export type Watch = z.infer<typeof WatchSchema>;

/** The watches of an ablation, oldest first. */
export const WatchListSchema = z.strictObject({ watches: z.array(WatchSchema) });
export type WatchList = z.infer<typeof WatchListSchema>;

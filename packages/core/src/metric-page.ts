import { z } from "zod";
import { MetricKeySchema, MetricValueSchema } from "./metric-line.js";
import { NameSchema } from "./name.js";

const count = z.number().int().nonnegative();
const instant = z.iso.datetime().nullable();

/** What became of a batch of points: acknowledged only after it was committed. */
export const MetricReceiptSchema = z.strictObject({
  points: count,
  added: count,
  /** What was there already: the same run, stage, key, step, time and value. */
  recognised: count,
});
export type MetricReceipt = z.infer<typeof MetricReceiptSchema>;

/** One stored point of a training metric. */
export const MetricPointSchema = z.strictObject({
  /** Key of the run: arm/seed/branch. */
  run: z.string(),
  stage: NameSchema,
  key: MetricKeySchema,
  step: z.number().int(),
  value: MetricValueSchema,
  /** null: not stated. */
  at: instant,
});
export type MetricPoint = z.infer<typeof MetricPointSchema>;

/** Points by run, stage, key, step, time and value; `next` continues the list, and is null at its end. */
export const MetricPageSchema = z.strictObject({
  metrics: z.array(MetricPointSchema),
  next: z.string().nullable(),
});
export type MetricPage = z.infer<typeof MetricPageSchema>;

/** One training metric of one run at one stage, and where it stands. */
export const MetricSeriesSchema = z.strictObject({
  ...MetricPointSchema.pick({ run: true, stage: true, key: true }).shape,
  points: count,
  firstStep: z.number().int(),
  /** The point of the highest step; of several, the one measured last; of several, the one of the highest value. */
  latest: MetricPointSchema.pick({ step: true, value: true, at: true }),
});
export type MetricSeries = z.infer<typeof MetricSeriesSchema>;

/** Training metrics by run, stage and key; `next` continues the list, and is null at its end. */
export const MetricSeriesPageSchema = z.strictObject({
  series: z.array(MetricSeriesSchema),
  next: z.string().nullable(),
});
export type MetricSeriesPage = z.infer<typeof MetricSeriesPageSchema>;

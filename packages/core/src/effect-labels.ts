import { z } from "zod";
import { QuantitySchema } from "./quantity.js";

/**
 * Sizes of a lead in units without a scale, for comparing over evals: secondary, never tested and never adjusted.
 * What does not apply to the metric is null.
 */
export const EffectLabelsSchema = z.strictObject({
  /** 2 asin sqrt p1 - 2 asin sqrt p0, for rates. */
  cohensH: QuantitySchema.nullable(),
  /** Difference of run means in standard deviations between runs, corrected for few runs. */
  hedgesG: QuantitySchema.nullable(),
  /** p1 / p0, only where the control is above 5%. */
  riskRatio: QuantitySchema.nullable(),
});
export type EffectLabels = z.infer<typeof EffectLabelsSchema>;

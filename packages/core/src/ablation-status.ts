import { z } from "zod";
import { CoverageCellSchema, CoverageRowSchema } from "./coverage.js";
import { RegistrationSummarySchema } from "./registration.js";

/** What was planned and what has arrived: the document of `holdfast status`. */
export const AblationStatusSchema = z.strictObject({
  registration: RegistrationSummarySchema,
  /** Planned seeds; null where the ablation does not say. */
  seeds: z.array(z.number().int().nonnegative()).nullable(),
  /** Cells that registered comparisons need, how many of them have outcomes, and how many have none. */
  expected: z.number().int().nonnegative(),
  present: z.number().int().nonnegative(),
  missing: z.number().int().nonnegative(),
  /** Cells with outcomes that the plan does not ask for. */
  beyondPlan: z.number().int().nonnegative(),
  cells: z.array(CoverageCellSchema),
  coverage: z.array(CoverageRowSchema),
});
export type AblationStatus = z.infer<typeof AblationStatusSchema>;

import { z } from "zod";
import { AnalysisSchema } from "./analysis.js";
import { RegistrationSchema } from "./registration.js";

/** A report as data: everything that its tables and sentences are made of. */
export const ReportDataSchema = z.strictObject({
  format: z.literal("holdfast-report/1"),
  registration: RegistrationSchema,
  analysis: AnalysisSchema,
  /** The same analysis with what was set aside; null where nothing is. */
  sensitivity: AnalysisSchema.nullable(),
});
export type ReportData = z.infer<typeof ReportDataSchema>;

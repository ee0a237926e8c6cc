import { z } from "zod";
import { AnalysisSchema } from "./analysis.js";
import { FingerprintSchema } from "./fingerprint.js";
import { RegistrationSchema } from "./registration.js";

/** A report as data: everything that its tables and sentences are made of. */
export const ReportDataSchema = z.strictObject({
  format: z.literal("holdfast-report/1"),
  registration: RegistrationSchema,
  analysis: AnalysisSchema,
  /** The same analysis with what was set aside; null where nothing is. */
  sensitivity: AnalysisSchema.nullable(),
  /** Fingerprint of the methods that made the numbers; null where it was not said. */
  methods: FingerprintSchema.nullable().default(null),
});
export type ReportData = z.infer<typeof ReportDataSchema>;

import { z } from "zod";

/** An output that is not what a reference case expects, or a case that could not be answered. */
export const OracleFailureSchema = z.strictObject({
  id: z.string(),
  estimator: z.string(),
  /** Path of the output, such as `CR2.se[1]`; null where the whole case fails. */
  output: z.string().nullable(),
  expected: z.unknown(),
  got: z.unknown(),
  /** Furthest distance allowed, in the units of the output; null where the values must be equal. */
  allowed: z.number().nullable(),
  /** What is wrong beside the numbers. */
  message: z.string().nullable(),
});
export type OracleFailure = z.infer<typeof OracleFailureSchema>;

/** What became of a file of reference cases. */
export const OracleCheckSchema = z.strictObject({
  cases: z.number().int().nonnegative(),
  held: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  failures: z.array(OracleFailureSchema),
});
export type OracleCheck = z.infer<typeof OracleCheckSchema>;

/** What became of several files, each under its name. */
export const OracleReportSchema = z.strictObject({
  ...OracleCheckSchema.omit({ failures: true }).shape,
  files: z.array(z.strictObject({ file: z.string(), ...OracleCheckSchema.shape })),
});
export type OracleReport = z.infer<typeof OracleReportSchema>;

import { z } from "zod";

/** How far an output may lie from what was expected: relative to it, or in the units of the output. */
const OracleToleranceSchema = z
  .strictObject({ rel: z.number().nonnegative().optional(), abs: z.number().nonnegative().optional() })
  .refine(({ rel, abs }) => rel !== undefined || abs !== undefined, { error: "it has neither rel nor abs" });
export type OracleTolerance = z.infer<typeof OracleToleranceSchema>;

/** One question to an estimator whose answer is known. Further keys (command, version, notes) are kept for readers. */
export const OracleCaseSchema = z.looseObject({
  id: z.string().min(1),
  estimator: z.string().min(1),
  inputs: z.unknown(),
  outputs: z
    .record(z.string(), z.unknown())
    .refine((outputs) => Object.keys(outputs).length > 0, { error: "it expects nothing" }),
  rel_tol: z.number().nonnegative(),
  /** By path of the output (`sd_components.run`); stands instead of rel_tol for it and what is below it. */
  tolerances: z.record(z.string(), OracleToleranceSchema).optional(),
});
export type OracleCase = z.infer<typeof OracleCaseSchema>;

/** A file of reference cases: what goes in, what a tool that we did not write gives, and how near we must come. */
export const OracleFileSchema = z.looseObject({
  meta: z.unknown().optional(),
  cases: z.array(OracleCaseSchema).min(1),
});
export type OracleFile = z.infer<typeof OracleFileSchema>;

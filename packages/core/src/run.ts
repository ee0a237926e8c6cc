import { z } from "zod";
import { NameSchema } from "./name.js";

/** One training of one arm with one seed: the experimental unit of every claim about an arm. */
export const RunSchema = z.strictObject({
  /** arm/seed/branch; the seed is `unknown` where nobody said. */
  run: z.string().min(1),
  arm: NameSchema,
  seed: z.number().int().nonnegative().nullable(),
  branch: z.number().int().nonnegative(),
  callerId: z.string().nullable(),
  /** The checkpoint it was branched from, in the run of the same arm and seed. */
  parent: z
    .strictObject({ stage: NameSchema, step: z.number().nullable(), branch: z.number().int() })
    .nullable(),
  recipe: z.string().nullable(),
  environment: z
    .strictObject({ name: z.string(), variant: z.string().optional(), sha: z.string().optional() })
    .nullable(),
  excluded: z.strictObject({ author: z.string(), reason: z.string() }).nullable(),
});
export type Run = z.infer<typeof RunSchema>;

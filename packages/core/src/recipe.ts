import { z } from "zod";
import { type Fingerprint, fingerprintOf } from "./fingerprint.js";
import { TextSchema } from "./name.js";

const setting = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Everything about a training that is not data. Two arms are matched when their recipes have one fingerprint. */
export const RecipeSchema = z.strictObject({
  /** For people; not part of the fingerprint. */
  name: TextSchema.optional(),
  settings: z.record(z.string(), z.union([setting, z.array(setting)])).default({}),
  codeCommit: z.string().optional(),
  optimiser: z.string().optional(),
  lossMasking: z.string().optional(),
});
export type Recipe = z.infer<typeof RecipeSchema>;

/** The fingerprint by which recipes are compared. @throws HoldfastError when a setting is not finite */
export function recipeFingerprint(recipe: Recipe): Fingerprint {
  const { name: _name, ...rest } = recipe;
  return fingerprintOf(rest);
}

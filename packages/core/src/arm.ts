import { z } from "zod";
import { LevelSchema } from "./factor.js";
import { FingerprintSchema } from "./fingerprint.js";
import { MixSchema } from "./mix.js";
import { NameSchema, TextSchema } from "./name.js";
import { RecipeSchema } from "./recipe.js";

/** One combination of factor levels, with the data and the recipe of each stage. */
export const ArmSchema = z.strictObject({
  name: NameSchema,
  title: TextSchema.optional(),
  levels: z.record(NameSchema, LevelSchema).default({}),
  /** A matched control of its own; without it, the control of the ablation. */
  control: NameSchema.optional(),
  /** The mix at each stage, by stage name. */
  mixes: z.record(NameSchema, MixSchema).default({}),
  /** The recipe at each stage, whole or as its fingerprint. */
  recipes: z.record(NameSchema, z.union([RecipeSchema, FingerprintSchema])).default({}),
  note: TextSchema.optional(),
});
export type Arm = z.infer<typeof ArmSchema>;
export type ArmInput = z.input<typeof ArmSchema>;

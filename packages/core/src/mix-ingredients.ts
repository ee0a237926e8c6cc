import { z } from "zod";
import { FingerprintSchema } from "./fingerprint.js";
import { MixLeftOutSchema } from "./mix-measure.js";

const count = z.number().int().nonnegative();

/** A system prompt or a tool definition, wherever it comes again. */
export const IngredientSchema = z.strictObject({
  /** SHA-256 of its text, or of the canonical JSON of the definition. */
  hash: FingerprintSchema,
  /** The name of a tool; null for a system prompt. */
  name: z.string().nullable(),
  /** Rows that have it. */
  rows: count,
  /** Where it is first: a file and a line. */
  first: z.string(),
  text: z.string(),
});
export type Ingredient = z.infer<typeof IngredientSchema>;

/** The ingredients of one environment: what stands around its user prompts. */
export const EnvironmentIngredientsSchema = z.strictObject({
  name: z.string(),
  rows: count,
  /** Distinct, compared as they are written but for white space at their ends. */
  userPrompts: count,
  /** The commonest first. */
  systemPrompts: z.array(IngredientSchema),
  toolDefinitions: z.array(IngredientSchema),
  /** Distinct sets of tools that are offered together, no tools included. */
  toolSets: count,
  /** Rows that offer tools and call none. */
  rowsWithUnusedTools: count,
  leftOut: z.array(MixLeftOutSchema),
});
export type EnvironmentIngredients = z.infer<typeof EnvironmentIngredientsSchema>;

/** What stands around one user prompt in one environment. */
export const SurroundingSchema = z.strictObject({
  /** Hashes of its system prompts; an empty list: it has none. */
  systemPrompts: z.array(FingerprintSchema),
  /** The sets of tools that it is offered, by their names. */
  toolSets: z.array(z.array(z.string())),
});
export type Surrounding = z.infer<typeof SurroundingSchema>;

/** Two environments with the user prompts held constant. */
export const IngredientComparisonSchema = z.strictObject({
  /** Distinct user prompts. */
  shared: count,
  onlyInA: count,
  onlyInB: count,
  /** Of the shared ones: what stands around them is the same, or differs in one, or in both. */
  same: count,
  otherSystemPrompts: count,
  otherTools: count,
  otherBoth: count,
  systemPrompts: z.strictObject({ shared: count, onlyInA: count, onlyInB: count }),
  toolDefinitions: z.strictObject({ shared: count, onlyInA: count, onlyInB: count }),
  /** Shared user prompts around which something differs: the first ones. */
  examples: z.array(z.strictObject({ userPrompt: z.string(), a: SurroundingSchema, b: SurroundingSchema })),
});
export type IngredientComparison = z.infer<typeof IngredientComparisonSchema>;

/** The answer of `holdfast mix ingredients`. */
export const MixIngredientsSchema = z.strictObject({
  a: EnvironmentIngredientsSchema,
  /** Null where there is nothing to compare with. */
  b: EnvironmentIngredientsSchema.nullable(),
  comparison: IngredientComparisonSchema.nullable(),
});
export type MixIngredients = z.infer<typeof MixIngredientsSchema>;

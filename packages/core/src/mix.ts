import { z } from "zod";
import { FingerprintSchema } from "./fingerprint.js";
import { TextSchema, UNKNOWN } from "./name.js";

/** The kinds of training data that the field tells apart; any other name is the user's own kind. */
export const COMPONENT_KINDS = [
  "demonstrations",
  "reasoned-demonstrations",
  "principles",
  "stories",
  "character",
  "difficult-advice",
  "tool-definitions",
  "system-prompts",
  "harmlessness-chat",
  "generic",
] as const;

const countOrUnknown = z.union([z.number().int().nonnegative(), z.literal(UNKNOWN)]);

/** One data set in a mix: how much of it, what it is, and how it was made. */
export const ComponentSchema = z.strictObject({
  dataset: TextSchema,
  kind: z.string().min(1).max(80),
  /** Tokens seen in one epoch. */
  tokens: countOrUnknown.default(UNKNOWN),
  rows: countOrUnknown.default(UNKNOWN),
  /** Share of the mix, in [0, 1]. */
  weight: z.number().min(0).max(1).optional(),
  epochs: z.number().positive().optional(),
  /** SHA-256 over all content, never a short digest. */
  contentHash: z.union([FingerprintSchema, z.literal(UNKNOWN)]).default(UNKNOWN),
  source: TextSchema.optional(),
  licence: TextSchema.optional(),
  generator: TextSchema.optional(),
  filters: z.array(TextSchema).optional(),
  rewriteSteps: z.array(TextSchema).optional(),
  /** Quality as judged, in words or as named numbers. */
  quality: z.union([TextSchema, z.record(z.string(), z.number())]).optional(),
  note: TextSchema.optional(),
});
export type Component = z.infer<typeof ComponentSchema>;

/** The data an arm is trained on at one stage. */
export const MixSchema = z.strictObject({
  components: z.array(ComponentSchema),
  note: TextSchema.optional(),
});
export type Mix = z.infer<typeof MixSchema>;

/** Tokens of a mix over all its epochs, or `unknown` as soon as one component does not say. */
export function tokensOf(mix: Mix): number | typeof UNKNOWN {
  let total = 0;
  for (const component of mix.components) {
    if (component.tokens === UNKNOWN) return UNKNOWN;
    total += component.tokens * (component.epochs ?? 1);
  }
  return total;
}

import { z } from "zod";
import { NameSchema, TextSchema } from "./name.js";

/** One setting of a factor: absent/present, a dose, or a named variant. */
export const LevelSchema = z.union([z.boolean(), z.number(), NameSchema]);
export type Level = z.infer<typeof LevelSchema>;

/** One thing that is varied: an ingredient, a dose in tokens, or a step of the data pipeline. */
export const FactorSchema = z.strictObject({
  name: NameSchema,
  kind: z.enum(["ingredient", "dose", "pipeline-step", "observed"]),
  levels: z.array(LevelSchema).min(2),
  /** Unit of the levels of a dose, such as `tokens`. */
  unit: z.string().optional(),
  title: TextSchema.optional(),
  /** Factors of one group share what they did together before it is divided among them (Owen). */
  group: NameSchema.optional(),
});
export type Factor = z.infer<typeof FactorSchema>;

/** An ingredient that an arm's data has or has not. */
export function ingredient(name: string, title?: string): Factor {
  return FactorSchema.parse({
    name,
    kind: "ingredient",
    levels: [false, true],
    ...(title === undefined ? {} : { title }),
  });
}

/** A step of the data pipeline that was done or left out. */
export function pipelineStep(name: string, title?: string): Factor {
  return FactorSchema.parse({
    name,
    kind: "pipeline-step",
    levels: [false, true],
    ...(title === undefined ? {} : { title }),
  });
}

/** An amount, in `unit`, at the doses that are tried. */
export function dose(name: string, unit: string, levels: readonly number[]): Factor {
  return FactorSchema.parse({ name, kind: "dose", unit, levels: [...levels] });
}

import { z } from "zod";
import { AnalysisPlanSchema } from "./analysis-plan.js";
import { ArmSchema } from "./arm.js";
import { ClaimSchema } from "./claim.js";
import { EvalSchema } from "./eval.js";
import { FactorSchema } from "./factor.js";
import { type Fingerprint, fingerprintOf } from "./fingerprint.js";
import { formatIdentity, VersionSchema } from "./identity.js";
import { NameSchema, TextSchema } from "./name.js";
import { StageSchema } from "./stage.js";

/** Where a figure or a design comes from. */
export const CitationSchema = z.strictObject({ text: TextSchema, url: z.url().optional() });
export type Citation = z.infer<typeof CitationSchema>;

/** A registered study: the question, what is varied, on what it is measured and how it will be analysed. */
export const AblationSchema = z.strictObject({
  name: NameSchema,
  version: VersionSchema,
  title: TextSchema,
  question: TextSchema,
  hypothesis: TextSchema.optional(),
  /** An intervention was given to the arms, or models were only observed. */
  design: z.enum(["intervention", "observational"]).default("intervention"),
  baseModel: TextSchema,
  factors: z.array(FactorSchema).default([]),
  arms: z.array(ArmSchema).min(1),
  /** The arm that the others are compared with; null only where nothing was varied on purpose. */
  control: NameSchema.nullable(),
  stages: z.array(StageSchema).min(1),
  evals: z.array(EvalSchema).min(1),
  /** Seeds planned for every arm; a number means 0 to n - 1; `unknown` where a publication does not say. */
  seeds: z
    .union([
      z.array(z.number().int().nonnegative()).min(1),
      z.number().int().positive(),
      z.literal("unknown"),
    ])
    .default("unknown"),
  plan: AnalysisPlanSchema.prefault({}),
  citations: z.array(CitationSchema).default([]),
  /** What was claimed elsewhere, and the contrast of this ablation that would show it. */
  claims: z.array(ClaimSchema).default([]),
  note: TextSchema.optional(),
});
export type Ablation = z.infer<typeof AblationSchema>;
export type AblationInput = z.input<typeof AblationSchema>;

/** `name@version` of an ablation. */
export function ablationIdentity(ablation: Pick<Ablation, "name" | "version">): string {
  return formatIdentity(ablation);
}

/** The fingerprint that guards `name@version`. */
export function ablationFingerprint(ablation: Ablation): Fingerprint {
  return fingerprintOf(ablation);
}

/** The control an arm is compared with, or null. */
export function controlOf(ablation: Ablation, arm: string): string | null {
  const own = ablation.arms.find((candidate) => candidate.name === arm)?.control;
  const control = own ?? ablation.control;
  return control === arm ? null : control;
}

import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { DurabilitySchema } from "./durability.js";
import { FindingSchema } from "./finding.js";
import { FingerprintSchema } from "./fingerprint.js";

const SideSchema = z.strictObject({
  identity: z.string(),
  title: z.string(),
  question: z.string(),
  revision: z.number().int().positive(),
  fingerprint: FingerprintSchema,
  inputsFingerprint: FingerprintSchema,
});

/** A lead as its own ablation found it. */
export const ComparedLeadSchema = z.strictObject({
  arm: z.string(),
  control: z.string().nullable(),
  /** The steps whose checkpoints were averaged; a null step is the stage's end. */
  steps: z.array(z.number().nullable()),
  finding: FindingSchema,
  stands: z.boolean().nullable(),
});
export type ComparedLead = z.infer<typeof ComparedLeadSchema>;

/** Leads of both ablations on the same eval, metric, condition, judge and stage. */
export const ComparedLeadsSchema = z.strictObject({
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  stage: z.string(),
  first: z.array(ComparedLeadSchema).min(1),
  second: z.array(ComparedLeadSchema).min(1),
});
export type ComparedLeads = z.infer<typeof ComparedLeadsSchema>;

/** What became of the leads of both between the same stages. */
export const ComparedDurabilitySchema = z.strictObject({
  eval: z.string(),
  metric: z.string(),
  judge: z.string(),
  from: z.string(),
  to: z.string(),
  first: z.array(DurabilitySchema).min(1),
  second: z.array(DurabilitySchema).min(1),
});
export type ComparedDurability = z.infer<typeof ComparedDurabilitySchema>;

/** Whether two ablations measured the same eval. */
export const ComparedEvalSchema = z.strictObject({
  eval: z.string(),
  /** `assumed`: the same identity and metrics, and nobody hashed the content of both. */
  status: z.enum(["same", "assumed", "another"]),
  reason: z.string(),
});
export type ComparedEval = z.infer<typeof ComparedEvalSchema>;

/** Two ablations beside each other: each number as its own ablation has it, and none that is made of both. */
export const ComparisonReportSchema = z.strictObject({
  format: z.literal("holdfast-comparison/1"),
  first: SideSchema,
  second: SideSchema,
  /** What is registered of both, in words; `same` where it says the same. */
  design: z.array(
    z.strictObject({ what: z.string(), first: z.string(), second: z.string(), same: z.boolean() }),
  ),
  evals: z.array(ComparedEvalSchema),
  leads: z.array(ComparedLeadsSchema),
  durability: z.array(ComparedDurabilitySchema),
  notComparable: z.array(z.strictObject({ what: z.string(), reason: z.string() })),
  sentences: z.array(z.string()),
});
export type ComparisonReport = z.infer<typeof ComparisonReportSchema>;

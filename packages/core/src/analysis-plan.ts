import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { IdentityTextSchema } from "./identity.js";
import { NameSchema, TextSchema } from "./name.js";

/** What the answer is about: these prompts with new runs, or prompts like these with new runs. */
export const TargetSchema = z.enum(["prompt-general", "suite-fixed"]);
export type Target = z.infer<typeof TargetSchema>;

/** A registered lead: arm minus its control on one eval at the last checkpoint of one stage. */
export const LeadMemberSchema = z.strictObject({
  arm: NameSchema,
  eval: IdentityTextSchema,
  stage: NameSchema,
  metric: NameSchema.optional(),
  condition: ConditionSchema.optional(),
  /** Key of the judge; without it, the comparison stands only where it does under every judge. */
  judge: z.string().min(1).optional(),
});
export type LeadMember = z.infer<typeof LeadMemberSchema>;

/** Two named stages between which durability is asked for, each with the condition it is measured under. */
export const StagePairSchema = z.strictObject({
  from: NameSchema,
  to: NameSchema,
  fromCondition: ConditionSchema.optional(),
  toCondition: ConditionSchema.optional(),
});
export type StagePair = z.infer<typeof StagePairSchema>;

/** A registered retention: how much of an arm's lead on one eval is left between two stages. */
export const RetentionMemberSchema = z.strictObject({
  arm: NameSchema,
  eval: IdentityTextSchema,
  metric: NameSchema.optional(),
  judge: z.string().min(1).optional(),
  ...StagePairSchema.shape,
});
export type RetentionMember = z.infer<typeof RetentionMemberSchema>;

/** A family of comparisons that share one error rate; its size is fixed at registration. */
export const FamilySchema = z.discriminatedUnion("question", [
  z.strictObject({
    name: NameSchema,
    question: z.literal("lead"),
    /** Dunnett's single step rests on one variance for all arms, so it needs `pooledVariance`. */
    method: z.enum(["holm", "dunnett"]).default("holm"),
    /** An earlier family that has to stand whole before this one is tested (serial gatekeeping). */
    after: NameSchema.optional(),
    members: z.array(LeadMemberSchema).min(1),
  }),
  z.strictObject({
    name: NameSchema,
    question: z.literal("retention"),
    method: z.enum(["holm"]).default("holm"),
    after: NameSchema.optional(),
    members: z.array(RetentionMemberSchema).min(1),
  }),
]);
export type Family = z.infer<typeof FamilySchema>;

const share = z
  .number()
  .gt(0, "a share of the lead lies in (0, 1]")
  .max(1, "a share of the lead lies in (0, 1]");

/** How the registered question will be answered, decided before the outcomes are seen. */
export const AnalysisPlanSchema = z.strictObject({
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  target: TargetSchema.default("prompt-general"),
  /** The smallest difference worth acting on, on the metric's own scale (0.05 = five points of a rate). */
  smallestEffect: z.number().positive().optional(),
  /** Shares of the lead by which durability is judged: r_lo and r_hi. */
  retention: z
    .strictObject({ lower: share.default(0.5), upper: share.default(0.8) })
    .refine(
      (thresholds) => thresholds.lower <= thresholds.upper,
      "the lower share must not exceed the upper share",
    )
    .prefault({}),
  /** Pairs of stages for durability; without them, the last stage before the last, and the last. */
  durability: z.array(StagePairSchema).optional(),
  /** Checkpoints at the end of a reinforcement stage that are averaged. */
  lastCheckpoints: z.number().int().positive().default(3),
  /** Equivalence margin between stages, on the metric's own scale. */
  equivalenceMargin: z.number().positive().optional(),
  families: z.array(FamilySchema).default([]),
  /** Whether runs of arm and control with the same seed share what the seed fixes. */
  seedPairing: z.enum(["none", "by-seed"]).default("none"),
  /** Whether the pooled design effect is registered as a sharpening beside the default. */
  pooledVariance: z.boolean().default(false),
  /** When a run or an outcome will be set aside. */
  exclusionRules: z.array(TextSchema).default([]),
  /** Planned looks at the data before the last one; unplanned ones are flagged. */
  plannedLooks: z.number().int().positive().default(1),
  /** Whether the plan needs every mix to state tokens, or content hashes. */
  requires: z
    .strictObject({ tokens: z.boolean().default(false), contentHashes: z.boolean().default(false) })
    .prefault({}),
  /** Seed of every random procedure. */
  seed: z.number().int().nonnegative().default(20260508),
});
export type AnalysisPlan = z.infer<typeof AnalysisPlanSchema>;

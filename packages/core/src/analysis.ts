import { z } from "zod";
import { DriverSchema } from "./driver.js";
import { DurabilitySchema } from "./durability.js";
import { EffectSchema, LevelRowSchema } from "./effect.js";
import { EfficiencySchema } from "./efficiency.js";
import { EvalCorrelationSchema } from "./eval-correlation.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { FingerprintSchema } from "./fingerprint.js";
import { GeneralizationSchema } from "./generalization.js";
import { JudgeAgreementSchema } from "./judge-agreement.js";
import { OriginSchema } from "./origin.js";
import { RankingSchema } from "./ranking.js";
import { RecipeCheckSchema } from "./recipe-check.js";
import { TrajectorySchema } from "./trajectory.js";
import { WarningSchema } from "./warning.js";

/** How much evidence stands behind an arm on one eval at one stage. */
export const EvidenceRowSchema = z.strictObject({
  arm: z.string(),
  eval: z.string(),
  stage: z.string(),
  judges: z.array(z.string()),
  conditions: z.number().int().nonnegative(),
  /** Named runs; 0 is evidence without a run. */
  runs: z.number().int().nonnegative(),
  checkpoints: z.number().int().nonnegative(),
  outcomes: z.number().int().nonnegative(),
  levels: z.array(EvidenceLevelSchema),
  prompts: z.number().int().nonnegative().nullable(),
  samples: z.number().int().nonnegative().nullable(),
  unscored: z.number().int().nonnegative(),
  corrected: z.number().int().nonnegative(),
  excluded: z.number().int().nonnegative(),
});
export type EvidenceRow = z.infer<typeof EvidenceRowSchema>;

/** A registered family and how much of it is answered; a pending member counts as p = 1. */
export const FamilyResultSchema = z.strictObject({
  name: z.string(),
  question: z.enum(["lead", "retention"]),
  method: z.string(),
  size: z.number().int().positive(),
  answered: z.number().int().nonnegative(),
  standing: z.number().int().nonnegative(),
  /** The family that has to stand whole before this one is tested. */
  after: z.string().nullable().default(null),
  /**
   * Whether every member holds, by the largest p-value (intersection-union test): no adjustment is needed to claim
   * all of them. `direction`: where the leads point; a claim of persistence needs `better`.
   */
  all: z
    .strictObject({
      pValue: z.number().nullable(),
      direction: z.enum(["better", "worse", "mixed"]).nullable(),
    })
    .default({ pValue: null, direction: null }),
});
export type FamilyResult = z.infer<typeof FamilyResultSchema>;

/** Everything that was asked of the evidence and answered: a pure function of ablation and evidence. */
export const AnalysisSchema = z.strictObject({
  format: z.literal("holdfast-analysis/1"),
  ablation: z.string(),
  ablationFingerprint: FingerprintSchema,
  /** Fingerprint of ablation and evidence together: the key of the cache. */
  inputsFingerprint: FingerprintSchema,
  seed: z.number().int().nonnegative(),
  /** True when what was set aside took part too. */
  includesExcluded: z.boolean(),
  evidence: z.array(EvidenceRowSchema),
  levels: z.array(LevelRowSchema),
  effects: z.array(EffectSchema),
  trajectories: z.array(TrajectorySchema),
  durability: z.array(DurabilitySchema),
  families: z.array(FamilyResultSchema),
  generalization: GeneralizationSchema.default({ pairs: [], syntheses: [], leftOut: [] }),
  evalCorrelations: z.array(EvalCorrelationSchema).default([]),
  origins: z.array(OriginSchema).default([]),
  judges: JudgeAgreementSchema.default({ pairs: [], conclusions: [] }),
  /** Estimator by which the leads were asked for instead of their defaults; null for the defaults. */
  method: z.string().nullable().default(null),
  rankings: z.array(RankingSchema).default([]),
  recipeChecks: z.array(RecipeCheckSchema).default([]),
  drivers: z.array(DriverSchema).default([]),
  efficiency: z.array(EfficiencySchema).default([]),
  warnings: z.array(WarningSchema),
});
export type Analysis = z.infer<typeof AnalysisSchema>;

import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";

// beyond these bounds what follows from a number is no longer a finite one
const LEAST = 1e-9;
const MOST = 1e9;
const deviation = z.coerce.number().nonnegative().max(MOST);
const price = z.coerce.number().nonnegative().max(MOST);
const lead = z.coerce.number().min(LEAST).max(MOST);
const count = z.coerce.number().int().positive().max(MOST);
// an error rate divided among that many is still told apart from none
const LEAST_ALPHA = 1e-6;
const MOST_COMPARISONS = 1e6;

/** What a question about power sets itself, instead of what is registered, measured or usual. */
export const PowerQuestionSchema = z.strictObject({
  /** Runs an arm. */
  runs: z.coerce.number().int().positive().max(1000).optional(),
  /** Arms of the design, the control among them. */
  arms: z.coerce.number().int().min(2).max(10_000).optional(),
  prompts: count.optional(),
  /** Scores a prompt. */
  epochs: count.optional(),
  /** Standard deviation of an arm's rate from one seed to the next, on the metric's own scale (0.044 = 4.4 points). */
  seedSd: deviation.optional(),
  /** Of a prompt's rate from one seed to the next, beyond what the seed moves in all prompts. */
  promptSd: deviation.optional(),
  /** Of the lead from one prompt to the next. */
  leadSd: deviation.optional(),
  /** Usual rate, for the deviation of a single score: the root of rate (1 - rate). */
  rate: z.coerce.number().min(LEAST).lt(1).optional(),
  /** Correlation of a run's means at two stages. */
  correlation: z.coerce.number().min(-1).max(1).optional(),
  /** Comparisons that share the error rate: the size of the family. */
  comparisons: z.coerce.number().int().positive().max(MOST_COMPARISONS).optional(),
  /** The smallest lead worth acting on, on the metric's own scale. */
  effect: lead.optional(),
  /** The lead at the earlier stage whose retention is to be proved. */
  lead: lead.optional(),
  power: z.coerce.number().gt(0.5).lt(1).optional(),
  alpha: z.coerce.number().min(LEAST_ALPHA).lt(0.5).optional(),
  /** Prices, in any one currency: only their ratios matter. */
  costPerRun: price.optional(),
  costPerPrompt: price.optional(),
  costPerScore: price.optional(),
});
export type PowerQuestion = z.infer<typeof PowerQuestionSchema>;

/** A number that a plan rests on, and where it is from. */
export const BasisSchema = z.strictObject({
  value: z.number(),
  from: z.enum(["given", "registered", "evidence", "assumed"]),
  /** Degrees of freedom behind what evidence says; null otherwise. */
  df: z.number().positive().nullable(),
  /** What it may well be, where evidence says it of the seeds: a 90% upper limit; null otherwise. */
  atMost: z.number().nullable(),
});
export type Basis = z.infer<typeof BasisSchema>;

/** How a lead would be tested, and what the design can and cannot find by it. */
export const LeadPowerSchema = z.strictObject({
  /** Whose runs tell how runs differ; pooled holds only where all arms vary alike. */
  variance: z.enum(["pair", "pooled"]),
  target: TargetSchema,
  /** One comparison by itself, or Holm's first step over all of the family. */
  step: z.enum(["alone", "holm-first"]),
  alpha: z.number(),
  df: z.number().positive().nullable(),
  /** The smallest lead that is found with the wanted power. */
  detectable: z.number().nullable(),
  /** Power to find the smallest effect worth acting on; null where none is named. */
  power: z.number().nullable(),
  /**
   * The same two for the default test as it is, which does not know that both arms vary alike: it finds less with two
   * or three runs. Seeded simulation; null for the pooled variance.
   */
  ownTest: z.strictObject({ detectable: z.number(), power: z.number().nullable() }).nullable(),
  /** Why there is no number; null where there is. */
  reason: z.string().nullable(),
});
export type LeadPower = z.infer<typeof LeadPowerSchema>;

/** The cheapest of the designs that were tried, for one of the tests. */
export const CheapestDesignSchema = z.strictObject({
  step: LeadPowerSchema.shape.step,
  /** null where no design that was tried reaches the wanted power. */
  design: z
    .strictObject({
      runs: z.number().int(),
      prompts: z.number().int(),
      epochs: z.number().int(),
      cost: z.number(),
      power: z.number(),
    })
    .nullable(),
});
export type CheapestDesign = z.infer<typeof CheapestDesignSchema>;

/**
 * How likely retention is proved where all of the lead is truly left. `pair`: the verdict's own rule, by seeded
 * simulation; `pooled`: noncentral t. That the lead itself must stand first is not in it.
 */
export const RetentionPowerSchema = z.strictObject({
  variance: z.enum(["pair", "pooled"]),
  target: TargetSchema,
  /** The share that is to be exceeded: r_lo of the plan. */
  share: z.number(),
  /** Level of one side of the interval that verdicts use. */
  oneSidedAlpha: z.number(),
  /** The smallest lead whose retention is proved with the wanted power; null with one run an arm. */
  provable: z.number().nullable(),
  /** For the lead that was named; null without one. */
  power: z.number().nullable(),
});
export type RetentionPower = z.infer<typeof RetentionPowerSchema>;

/** What a design can resolve on one eval, before the runs are made. */
export const PowerRowSchema = z.strictObject({
  /** null where no ablation was named. */
  eval: z.string().nullable(),
  metric: z.string().nullable(),
  /** The stage whose outcomes told how scores vary; null where none did. */
  stage: z.string().nullable(),
  /** Whose scores these were, the first by name where several judged the eval; null where none did. */
  judge: z.string().nullable().default(null),
  design: z.strictObject({
    runs: BasisSchema,
    arms: BasisSchema,
    prompts: BasisSchema,
    epochs: BasisSchema,
    comparisons: BasisSchema,
  }),
  /** Standard deviations on the metric's own scale, and the correlation of two stages. */
  spread: z.strictObject({
    seed: BasisSchema,
    seedByPrompt: BasisSchema,
    score: BasisSchema,
    armByPrompt: BasisSchema,
    correlation: BasisSchema,
  }),
  /** Standard deviation between the means of two runs of one arm. */
  runDeviation: z.number(),
  /** Share of its square that seeds alone make; null where nothing varies. */
  seedShare: z.number().nullable(),
  /** The target that is shown first: the plan's. */
  shownTarget: TargetSchema,
  wantedPower: z.number(),
  smallestEffect: z.number().nullable(),
  lead: z.number().nullable(),
  leads: z.array(LeadPowerSchema),
  /** What a comparison over prompts and scores alone would call detectable: it takes the runs for fixed. */
  promptsOnly: z.number(),
  cheapest: z.array(CheapestDesignSchema),
  retention: z.array(RetentionPowerSchema),
});
export type PowerRow = z.infer<typeof PowerRowSchema>;

/** What a design without an ablation can resolve. */
export const PowerPlanSchema = z.strictObject({ sentences: z.array(z.string()), row: PowerRowSchema });
export type PowerPlan = z.infer<typeof PowerPlanSchema>;

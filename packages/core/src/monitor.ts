import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { IdentityTextSchema } from "./identity.js";
import { NameSchema } from "./name.js";

/**
 * What is bet on at a checkpoint. `any`: its mean score alone, whatever its scores have in common. `independent`: each
 * score, which is right where they are generated and judged independently, given the checkpoint and its prompts.
 */
export const MonitorSamplingSchema = z.enum(["any", "independent"]);
export type MonitorSampling = z.infer<typeof MonitorSamplingSchema>;

/** What one series of checkpoints is watched for; on [0, 1]. */
export const MonitorRuleSchema = z.strictObject({
  /** The hypothesis: at every checkpoint the suite's rate is on the good side of this. */
  limit: z.number().gt(0).lt(1),
  /** Which side of the limit is bad. */
  bad: z.enum(["above", "below"]),
  /** Probability of ever raising a false alarm in this series, however often it is looked at. */
  alpha: z.number().gt(0).lt(1),
  sampling: MonitorSamplingSchema,
});
export type MonitorRule = z.infer<typeof MonitorRuleSchema>;

/** What one checkpoint scored; on [0, 1]. */
export const MonitorCheckpointSchema = z.strictObject({
  rate: z.number().min(0).max(1),
  /** Scores behind it; null where not reported, and then only its mean can be bet on. */
  scores: z.number().int().positive().nullable(),
});
export type MonitorCheckpoint = z.infer<typeof MonitorCheckpointSchema>;

/** One bound on the way up: the least rate that it has not passed, and the wealth of the bets against that rate. */
export const MonitorBoundSchema = z.strictObject({
  /** Number of the rate on the scale that `rate-ladder.ts` of the analyses describes. */
  rung: z.number().int(),
  /** On each stake. */
  wealth: z.array(z.number().nonnegative()),
});
export type MonitorBound = z.infer<typeof MonitorBoundSchema>;

/** Everything a monitor remembers: a pure function takes it and the next checkpoint to the next state. */
export const MonitorStateSchema = z.strictObject({
  rule: MonitorRuleSchema,
  checkpoints: z.array(MonitorCheckpointSchema),
  /** How many checkpoints had been seen at each intervention that answered no alarm, in order. */
  splits: z.array(z.number().int().positive()),
  /** Natural logarithm of the wealth on each stake, with what begins to bet at the next checkpoint. */
  logWealth: z.array(z.number()),
  /** Natural logarithm of the evidence now, and of the most there was at any checkpoint. */
  logEvidence: z.number(),
  mostLogEvidence: z.number(),
  /** Number of checkpoints that had been seen when the alarm was raised; null while there is none. */
  alarmAfter: z.number().int().positive().nullable(),
  /** The highest rate so far is at least, and the lowest at most, this; at level 1 - alpha together, at all times. */
  highestAtLeast: z.number().min(0).max(1),
  lowestAtMost: z.number().min(0).max(1),
  /** How these two go on; `below` with 0 and 1 turned round. */
  bounds: z.strictObject({ above: MonitorBoundSchema, below: MonitorBoundSchema }),
});
export type MonitorState = z.infer<typeof MonitorStateSchema>;

/** What is watched in an ablation. */
export const MonitorQuestionSchema = z.strictObject({
  /** Evals with commas between them; each on its primary metric. */
  eval: z
    .string()
    .transform((text) => text.split(",").map((part) => part.trim()))
    .pipe(z.array(IdentityTextSchema).min(1)),
  /** The rate that no checkpoint should pass, on the metric's own scale. */
  limit: z
    .union([z.number(), z.string().min(1)])
    .transform(Number)
    .pipe(z.number()),
  /** Probability of any false alarm, in any run that is watched; the plan's alpha without it. */
  alpha: z.coerce.number().gt(0).lt(0.5).optional(),
  /** The stage that is watched; the last reinforcement stage without it. */
  stage: NameSchema.optional(),
  arm: NameSchema.optional(),
  /** One run alone, by its key arm/seed/branch: alpha is then its own. */
  run: z.string().min(1).max(400).optional(),
  /** Another metric of the evals than the primary one. */
  metric: NameSchema.optional(),
  /** One judge alone. */
  judge: z.string().min(1).max(400).optional(),
  /** `independent` without it: scores are usually generated and judged each for itself. */
  sampling: MonitorSamplingSchema.optional(),
});
export type MonitorQuestion = z.infer<typeof MonitorQuestionSchema>;

/** One run on one eval, as far as it has come. */
export const MonitorRowSchema = z.strictObject({
  arm: z.string(),
  run: z.string(),
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  /** Which side of the limit is bad. */
  bad: MonitorRuleSchema.shape.bad,
  /** `any` where scores are graded or not counted, whatever was asked for. */
  sampling: MonitorSamplingSchema,
  points: z.array(
    z.strictObject({
      step: z.number().nullable(),
      /** On the metric's own scale. */
      rate: z.number(),
      scores: z.number().int().nullable(),
      /** Evidence against the hypothesis so far: an e-value, 1 is none. */
      evidence: z.number().nonnegative(),
      /** The bounds below as they stood then: some checkpoint of the trial up to this one had at least, and at most. */
      highestAtLeast: z.number().optional(),
      lowestAtMost: z.number().optional(),
    }),
  ),
  /** The most evidence in this trial, and the p-value that may be read at any time: 1 / evidence, at most 1. */
  evidence: z.number().nonnegative(),
  pValue: z.number(),
  /** The alarm that no intervention has answered yet; null step is the stage's end, null is no such alarm. */
  alarm: z.strictObject({ step: z.number().nullable() }).nullable(),
  /**
   * Checkpoints like the last that would raise an alarm if they came next; null where it is on the good side of the
   * limit, where the trial has none yet, and where a hundred would not.
   */
  moreToAlarm: z.number().int().nonnegative().nullable().optional(),
  /** 1, and one more for each alarm that an intervention answered: evidence, alarm and bounds are those of this trial. */
  trial: z.number().int().positive(),
  /** Alarms that were answered: the step of each, and of the intervention after it. */
  answered: z.array(z.strictObject({ step: z.number(), answeredAt: z.number() })),
  /** Events in the life of the run at this stage: the checkpoint at that step still belongs to what was before. */
  interventions: z.array(z.strictObject({ step: z.number(), change: z.string() })),
  /** On the metric's own scale: some checkpoint of this trial had at least, and some at most, this rate. */
  highestAtLeast: z.number(),
  lowestAtMost: z.number(),
});
export type MonitorRow = z.infer<typeof MonitorRowSchema>;

/** What the alarms of an answer mean. */
export const MonitorGuaranteeSchema = z.strictObject({
  stage: z.string(),
  limit: z.number(),
  /** Probability of any false alarm in all that is watched. */
  alpha: z.number(),
  /** Runs times evals (times conditions and judges) over which alpha is split. */
  watched: z.number().int().positive(),
  /** True where the number of runs was registered and not merely counted so far. */
  watchedIsRegistered: z.boolean(),
  /** alpha / watched: an alarm is raised where the evidence reaches its inverse. */
  alphaEach: z.number(),
  sampling: MonitorSamplingSchema,
});
export type MonitorGuarantee = z.infer<typeof MonitorGuaranteeSchema>;

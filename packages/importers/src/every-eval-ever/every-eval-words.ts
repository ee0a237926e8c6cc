/**
 * The keys of `additional_details` that hold what Every Eval Ever has no place for. Values are texts there. Those of the
 * model bind a log as the same words in any other metadata do.
 */
export const EVERY_EVAL_WORDS = {
  arm: "holdfast.arm",
  seed: "holdfast.seed",
  branch: "holdfast.branch",
  run: "holdfast.run",
  stage: "holdfast.stage",
  step: "holdfast.step",
  tokens: "holdfast.tokens",
  /** `STAGE:STEP:BRANCH` of the checkpoint that the run was branched from. */
  parent: "holdfast.parent",
  recipe: "holdfast.recipe",
  checkpointUri: "holdfast.checkpointUri",
  /** Of a result. */
  eval: "holdfast.eval",
  metric: "holdfast.metric",
  judge: "holdfast.judge",
  condition: "holdfast.condition",
  level: "holdfast.level",
  status: "holdfast.status",
  counts: "holdfast.counts",
  seOver: "holdfast.seOver",
  /** Samples that were run and not scored, for which the format has no place: a JSON list of [sample, epoch, cluster]. */
  unscored: "holdfast.unscored",
} as const;

/** Of the model, what binds nothing. */
export const UNBINDING: ReadonlySet<string> = new Set([
  EVERY_EVAL_WORDS.parent,
  EVERY_EVAL_WORDS.recipe,
  EVERY_EVAL_WORDS.checkpointUri,
]);

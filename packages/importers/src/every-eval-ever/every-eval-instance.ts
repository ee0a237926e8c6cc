import { boundsOf, type Metric, type OutcomeRecord, type SampleScore } from "@holdfast/core";
import { type EveryEvalPlace, everyEvalResultId } from "./every-eval-place.js";

export const EVERY_EVAL_VERSION = "0.3.0";

/**
 * What one sample scored, as an instance. Prompts and answers are not held here, so that its texts are empty; `is_correct`
 * says whether the score is the best that the metric has.
 *
 * @param score not null: a sample without a score is no instance
 */
export function everyEvalInstance(
  place: EveryEvalPlace,
  evaluationId: string,
  record: OutcomeRecord,
  { scale, direction }: Metric,
  { sample, cluster, epoch, score }: SampleScore & { readonly score: number },
) {
  const { lower, upper } = boundsOf(scale);
  return {
    schema_version: EVERY_EVAL_VERSION,
    evaluation_id: evaluationId,
    model_id: place.modelId,
    evaluation_name: place.evalName,
    evaluation_result_id: everyEvalResultId(record),
    sample_id: sample,
    interaction_type: "single_turn",
    input: { raw: "", reference: [] },
    output: { raw: [] },
    answer_attribution: [],
    evaluation: { score, is_correct: score === (direction === "higher-is-better" ? upper : lower) },
    metadata: { epoch: String(epoch), cluster },
  } as const;
}

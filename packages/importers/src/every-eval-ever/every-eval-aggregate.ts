import { parseWith } from "@holdfast/core";
import { z } from "zod";

const details = z.record(z.string(), z.unknown()).nullish();
const text = z.string().nullish();

const ModelSchema = z.object({ id: z.string(), name: text, additional_details: details });

const ResultSchema = z.object({
  evaluation_result_id: text,
  evaluation_name: z.string(),
  evaluation_timestamp: text,
  metric_config: z.object({
    metric_id: text,
    metric_name: text,
    metric_unit: text,
    llm_scoring: z
      .object({ judges: z.array(z.object({ model_info: ModelSchema })), input_prompt: z.string() })
      .nullish(),
    additional_details: details,
  }),
  score_details: z.object({
    score: z.number().nullish(),
    details,
    uncertainty: z
      .object({
        standard_error: z.object({ value: z.number().nullish() }).nullish(),
        num_samples: z.number().nullish(),
      })
      .nullish(),
  }),
});
/** One score of an evaluation. */
export type EveryEvalResult = z.infer<typeof ResultSchema>;

/** What is read of an aggregate of Every Eval Ever; whatever else is there is passed over. */
const EveryEvalAggregateSchema = z.object({
  schema_version: z.string(),
  evaluation_id: z.string(),
  evaluation_timestamp: text,
  eval_library: z.object({ name: z.string(), version: z.string() }).nullish(),
  model_info: ModelSchema,
  evaluation_results: z.array(ResultSchema),
  detailed_evaluation_results: z
    .object({
      file_path: z.string(),
      hash_algorithm: text,
      checksum: text,
      total_rows: z.number().nullish(),
      additional_details: details,
    })
    .nullish(),
});
export type EveryEvalAggregate = z.infer<typeof EveryEvalAggregateSchema>;

/** The keys at the root that are read. */
export const AGGREGATE_KEYS: ReadonlySet<string> = new Set(Object.keys(EveryEvalAggregateSchema.shape));

/** @throws HoldfastError `invalid-input`, naming the key */
export function everyEvalAggregate(value: unknown): EveryEvalAggregate {
  return parseWith(EveryEvalAggregateSchema, value, "aggregate of Every Eval Ever");
}

import { parseWith } from "@holdfast/core";
import { z } from "zod";

const words = z.record(z.string(), z.unknown());

/** What is read of a results file; whatever else is there is passed over. */
const LmEvalResultsSchema = z.object({
  results: z.record(z.string(), words),
  groups: words.nullish(),
  group_subtasks: z.record(z.string(), z.array(z.string())).nullish(),
  versions: z.record(z.string(), z.union([z.number(), z.string(), z.null()])).nullish(),
  "n-shot": words.nullish(),
  "n-samples": z.record(z.string(), z.object({ original: z.number(), effective: z.number() })).nullish(),
  config: words.nullish(),
  higher_is_better: z.record(z.string(), z.record(z.string(), z.boolean().nullish())).nullish().catch(null),
  date: z.number().nullish(),
  lm_eval_version: z.string().nullish(),
  model_name: z.string().nullish(),
});
export type LmEvalResults = z.infer<typeof LmEvalResultsSchema>;

/** The keys at the root that are read. */
export const RESULT_KEYS: ReadonlySet<string> = new Set(Object.keys(LmEvalResultsSchema.shape));

/** @throws HoldfastError `invalid-input`, naming the key */
export function lmEvalResults(value: unknown): LmEvalResults {
  return parseWith(LmEvalResultsSchema, value, "results file of lm-evaluation-harness");
}

/** One number that a task was given. */
export interface StatedMetric {
  /** Its name in the samples. */
  readonly key: string;
  /** `none` where the answers were taken as they are. */
  readonly filter: string;
  readonly mean: number;
  /** Over the samples, never over seeds; null where it was not computed. */
  readonly standardError: number | null;
}

/** Entries of a task that are no metrics. */
const NO_METRIC = /^(?:alias|name|sample_len|sample_count|samples)$/;

function numberIn(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** The metrics of a task: `acc,none` and `acc_stderr,none`, before version 0.4 `acc` and `acc_stderr`. */
export function statedMetrics(task: Readonly<Record<string, unknown>>): StatedMetric[] {
  return Object.entries(task).flatMap(([name, value]) => {
    const comma = name.indexOf(",");
    const [key, filter] = comma === -1 ? [name, "none"] : [name.slice(0, comma), name.slice(comma + 1)];
    const mean = numberIn(value);
    if (mean === null || NO_METRIC.test(key) || key.endsWith("_stderr")) return [];
    const beside = comma === -1 ? `${key}_stderr` : `${key}_stderr,${filter}`;
    return { key, filter, mean, standardError: numberIn(task[beside]) };
  });
}

/** The tasks that were run, without the groups that are made of them. */
export function tasksOf({ results, groups, group_subtasks }: LmEvalResults): {
  readonly tasks: readonly (readonly [name: string, task: Readonly<Record<string, unknown>>])[];
  readonly groups: readonly string[];
} {
  const isGroup = (name: string) =>
    Object.hasOwn(groups ?? {}, name) ||
    (group_subtasks?.[name] ?? []).some((task) => Object.hasOwn(results, task));
  const all = Object.entries(results);
  return {
    tasks: all.filter(([name]) => !isGroup(name)),
    groups: all.map(([name]) => name).filter(isGroup),
  };
}

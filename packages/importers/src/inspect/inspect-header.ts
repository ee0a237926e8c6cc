import { parseWith } from "@holdfast/core";
import { z } from "zod";

const words = z.record(z.string(), z.unknown());
const metric = z.object({ value: z.unknown().optional() });
const edit = z.object({
  tags_add: z.array(z.string()).default([]),
  tags_remove: z.array(z.string()).default([]),
  metadata_set: words.default({}),
  metadata_remove: z.array(z.string()).default([]),
});

const EvalSpec = z.object({
  eval_id: z.string().nullish(),
  task_id: z.string().nullish(),
  created: z.string().nullish(),
  task: z.string(),
  task_version: z.union([z.number(), z.string()]).default(0),
  model: z.string().nullish(),
  model_args: words.nullish().catch(null),
  model_roles: words.nullish(),
  tags: z.array(z.string()).nullish(),
  metadata: words.nullish(),
  packages: z.record(z.string(), z.unknown()).nullish(),
  scorers: z.array(z.object({ name: z.string(), options: words.nullish() })).nullish(),
});

const Scored = z.object({
  name: z.string(),
  scored_samples: z.number().nullish(),
  metrics: z.record(z.string(), metric).nullish(),
});

/** What is read of an Inspect log besides its samples; whatever else is there is passed over. */
const InspectHeaderSchema = z.object({
  status: z.string().default("started"),
  eval: EvalSpec,
  results: z
    .object({
      total_samples: z.number().nullish(),
      completed_samples: z.number().nullish(),
      scores: z.array(Scored).nullish(),
      // before there could be several
      scorer: z.object({ name: z.string() }).nullish(),
      metrics: z.record(z.string(), metric).nullish(),
    })
    .nullish(),
  stats: z
    .object({
      // an eval that never ended has an empty one
      completed_at: z.iso.datetime({ offset: true }).nullish().catch(null),
    })
    .nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
  invalidated: z.boolean().nullish(),
  log_updates: z.array(z.object({ edits: z.array(edit).default([]) })).nullish(),
});
export type InspectHeader = z.infer<typeof InspectHeaderSchema>;
export type InspectSpec = InspectHeader["eval"];

/** Reads the header of a log, or the start of one that never ended. @throws HoldfastError `invalid-input` with the key */
export function inspectHeader(value: unknown): InspectHeader {
  return parseWith(InspectHeaderSchema, value, "header of an Inspect log");
}

/** Tags and metadata as they are after the edits that the log has noted. */
export function currentWords(header: InspectHeader): {
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
} {
  const tags = new Set(header.eval.tags ?? []);
  const metadata = new Map(Object.entries(header.eval.metadata ?? {}));
  for (const { edits } of header.log_updates ?? [])
    for (const { tags_add, tags_remove, metadata_set, metadata_remove } of edits) {
      for (const tag of tags_remove) tags.delete(tag);
      for (const tag of tags_add) tags.add(tag);
      for (const key of metadata_remove) metadata.delete(key);
      for (const [key, value] of Object.entries(metadata_set)) metadata.set(key, value);
    }
  return { tags: [...tags], metadata: Object.fromEntries(metadata) };
}

/** The scorers that the results name, the first of which is meant where a sample of an old log has one score. */
export function scoredBy(header: InspectHeader): z.infer<typeof Scored>[] {
  const { results } = header;
  if (results?.scores) return results.scores;
  if (results?.scorer) return [{ name: results.scorer.name, metrics: results.metrics ?? null }];
  return [];
}

import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { type Fingerprint, FingerprintSchema, fingerprintOf } from "./fingerprint.js";
import { IdentityTextSchema } from "./identity.js";
import { MeasuredRelationSchema } from "./measured-relation.js";
import { NameSchema, TextSchema } from "./name.js";
import { type Relation, RelationSchema } from "./relation.js";

/** Binary scores are 0 or 1; graded ones lie within declared bounds. */
export const ScaleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("binary") }),
  z
    .strictObject({
      kind: z.literal("graded"),
      lower: z.number(),
      upper: z.number(),
      unit: z.string().optional(),
    })
    .refine((scale) => scale.lower < scale.upper, "the lower bound must be below the upper bound"),
]);
export type Scale = z.infer<typeof ScaleSchema>;

/** The least and the greatest score that the scale allows. */
export function boundsOf(scale: Scale): { readonly lower: number; readonly upper: number } {
  return scale.kind === "binary" ? { lower: 0, upper: 1 } : { lower: scale.lower, upper: scale.upper };
}

/** What is measured on an eval. */
export const MetricSchema = z.strictObject({
  name: NameSchema,
  direction: z.enum(["lower-is-better", "higher-is-better"]),
  scale: ScaleSchema,
  title: TextSchema.optional(),
});
export type Metric = z.infer<typeof MetricSchema>;

/** The metric of an outcome that names none. */
export const DEFAULT_METRIC = "score";

/** An eval: its identity, metrics, role, and its relation to each arm's training data. */
export const EvalSchema = z
  .strictObject({
    /** `name@version`. */
    id: IdentityTextSchema,
    title: TextSchema.optional(),
    /** The first is the primary one. */
    metrics: z.array(MetricSchema).min(1),
    role: z.enum(["target", "held-out", "guardrail"]),
    /** Declared relation: one for every arm, or one an arm. */
    relation: z.union([RelationSchema, z.record(NameSchema, RelationSchema)]).default("unknown"),
    /** What was measured of it, by arm, where the texts were at hand (`holdfast mix distance`); what is declared stands beside it. */
    measuredRelation: z.record(NameSchema, MeasuredRelationSchema).optional(),
    /** The conditions under which it is run, where the plan names them. */
    conditions: z.array(ConditionSchema).optional(),
    contentHash: z.union([FingerprintSchema, z.literal("unknown")]).optional(),
    harness: z.strictObject({ name: z.string(), version: z.string().optional() }).optional(),
    /** Planned number of samples, for the power of the design. */
    samples: z.number().int().positive().optional(),
    source: TextSchema.optional(),
    note: TextSchema.optional(),
  })
  .refine(
    (value) => new Set(value.metrics.map((metric) => metric.name)).size === value.metrics.length,
    "a metric is named twice",
  );
export type Eval = z.infer<typeof EvalSchema>;

/** The primary metric of an eval. */
export function primaryMetric(value: Eval): Metric {
  const [first] = value.metrics;
  if (first === undefined) throw new RangeError("an eval has at least one metric");
  return first;
}

/** The metric of that name, or undefined. */
export function metricNamed(value: Eval, name: string): Metric | undefined {
  return value.metrics.find((metric) => metric.name === name);
}

/** The declared relation of the eval to the arm's training data. */
export function relationTo(value: Eval, arm: string): Relation {
  return typeof value.relation === "string" ? value.relation : (value.relation[arm] ?? "unknown");
}

/** What makes two evals the same across ablations: identity, metrics and content, not role or relation. */
export function evalFingerprint(value: Eval): Fingerprint {
  return fingerprintOf({ id: value.id, metrics: value.metrics, contentHash: value.contentHash ?? "unknown" });
}

import {
  AblationSchema,
  AmendmentSchema,
  IdentityTextSchema,
  MetricLineSchema,
  OutcomeLineSchema,
} from "@holdfast/core";
import { z } from "zod";

/** The body of a registration. */
export const RegisterRequestSchema = z.strictObject({
  ablation: AblationSchema,
  /** True when outcomes were known before, as for published figures. */
  retrospective: z.boolean().default(false),
});

/** The body of an amendment: the whole next document, who changes it, and why. */
export const AmendRequestSchema = z.strictObject({ ablation: AblationSchema, amendment: AmendmentSchema });

/** A batch of outcomes, recorded in one transaction. */
export const RecordRequestSchema = z.strictObject({ lines: z.array(OutcomeLineSchema).min(1) });

/** A batch of training metrics, recorded in one transaction. */
export const MetricsRequestSchema = z.strictObject({ metrics: z.array(MetricLineSchema).min(1) });

/** Whether an ablation is put away. */
export const ArchiveRequestSchema = z.strictObject({ archived: z.boolean() });

/** The ablation that a path names. */
export const IdentityParams = z.strictObject({ identity: IdentityTextSchema });

/** Whether what was set aside takes part in an answer. */
export const ExcludedQuery = z.strictObject({ excluded: z.enum(["without", "with"]).default("without") });

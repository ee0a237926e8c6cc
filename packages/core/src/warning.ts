import { z } from "zod";

/** What a reader must know before she relies on a number. */
export const WARNING_CODES = [
  "no-control",
  "recipe-mismatch",
  "recipe-unknown",
  "no-seeds",
  "one-run",
  "two-run-arm",
  "summary-evidence",
  "point-evidence",
  "unknown-se",
  "few-clusters",
  "clusters-undeclared",
  "prompts-intersected",
  "unscored-samples",
  "condition-change",
  "judge-change",
  "shared-base",
  "branches-averaged",
  "missing-stage",
  "crashed-run",
  "excluded",
  "room",
  "scales-disagree",
  "near-zero-lead",
  "fewer-checkpoints",
  "outside-plan",
  "pending-member",
  "retrospective",
  "unplanned-look",
  "observational",
] as const;

export const WarningSchema = z.strictObject({ code: z.enum(WARNING_CODES), message: z.string() });
export type Warning = z.infer<typeof WarningSchema>;

import { z } from "zod";

/** What a reader must know before she relies on a number. */
export const WARNING_CODES = [
  "no-control",
  "recipe-mismatch",
  "recipe-unknown",
  "no-seeds",
  "one-run",
  "two-run-arm",
  "duplicated-run",
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
  "winners-curse",
  "course-split",
  "fewer-checkpoints",
  "outside-plan",
  "pending-member",
  "retrospective",
  "unplanned-look",
  "opposite-directions",
  "unpaired-run",
  "variance-borrowed",
  "nothing-varies",
  "observational",
  "suppression",
  "judge-dependent",
  "token-confounding",
  "doses-not-nested",
] as const;

/** What can turn an answer round, or make it another question's: said before all others, in this order. */
const FIRST: readonly (typeof WARNING_CODES)[number][] = [
  "judge-dependent",
  "suppression",
  "unplanned-look",
  "recipe-mismatch",
  "retrospective",
  "duplicated-run",
];

/** Where a warning belongs in a list: the lower the earlier; all that are not said first share one place. */
export function warningRank(code: Warning["code"]): number {
  const at = FIRST.indexOf(code);
  return at < 0 ? FIRST.length : at;
}

export const WarningSchema = z.strictObject({ code: z.enum(WARNING_CODES), message: z.string() });
export type Warning = z.infer<typeof WarningSchema>;

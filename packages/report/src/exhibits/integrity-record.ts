import type {
  AblationStatus,
  AuditEntry,
  Exclusion,
  Knowledge,
  OutcomeRecord,
  RevisionAnswer,
} from "@holdfast/core";

/** What was kept of how an ablation came to be what it is. */
export interface IntegrityRecord {
  /** The registration and its amendments with what they changed, oldest first. */
  readonly revisions: readonly RevisionAnswer[];
  readonly status: AblationStatus;
  /** Current outcomes, with what was set aside; perhaps not all of them. */
  readonly outcomes: readonly OutcomeRecord[];
  readonly areMoreOutcomes: boolean;
  readonly exclusions: readonly Exclusion[];
  /** The audit trail, newest first; null where the reader may not see it. */
  readonly trail: readonly AuditEntry[] | null;
  /** What the design can resolve, in a sentence; null where it could not be worked out. */
  readonly power: string | null;
}

/** What was known of the results, as it is said. */
export const KNOWN_TEXT: Readonly<Record<Knowledge, string>> = {
  "nothing-run": "nothing had been run",
  "no-outcomes": "runs existed, no outcome was known",
  "outcomes-not-analysed": "outcomes existed, nothing had been analysed",
  analysed: "results had been analysed",
};

/** Whether results could have been in view. */
export function isInformed(known: Knowledge): boolean {
  return known === "outcomes-not-analysed" || known === "analysed";
}

/** The earliest of what was recorded, in milliseconds since 1970; null where nothing was. */
export function firstRecorded(outcomes: readonly OutcomeRecord[]): number | null {
  return outcomes.length === 0
    ? null
    : outcomes.reduce(
        (first, { recordedAt }) => Math.min(first, Date.parse(recordedAt)),
        Number.POSITIVE_INFINITY,
      );
}

/** The earliest evaluation that anybody dated; null where nobody did. */
export function firstEvaluated(outcomes: readonly OutcomeRecord[]): number | null {
  const dated = outcomes.flatMap(({ evaluatedAt }) => {
    const at = evaluatedAt === null ? Number.NaN : Date.parse(evaluatedAt);
    return Number.isNaN(at) ? [] : [at];
  });
  return dated.length === 0
    ? null
    : dated.reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

import type { EventKind } from "@holdfast/core";
import { and, eq, exists, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { event } from "../schema/event.js";

/** What changes an analysis; that a run began or an alarm was raised does not. */
const EVIDENCE_KINDS: readonly EventKind[] = [
  "registered",
  "amended",
  "restored",
  "recorded",
  "excluded",
  "readmitted",
  "intervened",
];

/** As events name the ablation of the row. */
const identity = sql`${ablation.name} || '@' || ${ablation.version}`;

/** Events of the ablation of the row came after a number; those that have none yet came after all. */
export function hasEventAfter({ db }: Session, number: SQL): SQL | undefined {
  const one = { one: sql`1` };
  const numbered = db
    .select(one)
    .from(event)
    .where(and(eq(event.identity, identity), sql`${event.number} > ${number}`));
  const waiting = db
    .select(one)
    .from(event)
    .where(and(eq(event.identity, identity), isNull(event.number)));
  return or(exists(numbered), exists(waiting));
}

/** The same for those that change what an analysis says, and where it is given, none beyond `through`. */
export function hasEvidenceAfter({ db }: Session, number: SQL, through?: number): SQL {
  const isEvidence = and(eq(event.identity, identity), inArray(event.kind, [...EVIDENCE_KINDS]));
  const later = and(isEvidence, sql`${event.number} > ${number}`);
  const numbered = through === undefined ? later : and(later, lte(event.number, through));
  const one = { one: sql`1` };
  const waiting = through === undefined ? isNull(event.number) : gt(event.number, through);
  const found = exists(db.select(one).from(event).where(numbered));
  return through === undefined
    ? sql`(${found} or ${exists(db.select(one).from(event).where(and(isEvidence, waiting)))})`
    : found;
}

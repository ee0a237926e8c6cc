import type { Outcome, Receipt } from "@holdfast/core";
import { type AuditNote, noteAllInAudit } from "../ablation/audit-trail.js";
import { checkStillRegistered } from "../ablation/check-still-registered.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { recordedPlaces } from "../live/recorded-places.js";
import type { KnownSamples } from "./known-samples.js";
import { receiptOf, recordOutcomes } from "./record-outcomes.js";

/** What one caller wants recorded. */
export interface OutcomeBatch {
  readonly outcomes: readonly Outcome[];
  readonly actor: Actor;
  /** The fingerprint of the ablation that they were checked against; throws `conflict` when it has another by now. */
  readonly checkedAgainst?: string | undefined;
}

function noteOf(
  identity: string,
  { outcomes, actor }: OutcomeBatch,
  receipt: Receipt,
  corrections: readonly string[],
): AuditNote[] {
  const { added, recognised, corrected } = receipt;
  if (added + corrected + corrections.length === 0) return [];
  const counts = `${receipt.outcomes} outcomes: ${added} added, ${recognised} recognised, ${corrected} corrected`;
  return [
    {
      ...{ actor, action: "record", identity },
      detail: [counts, ...corrections].join("; "),
      about: recordedPlaces(outcomes, receipt),
    },
  ];
}

/**
 * Records batches of several callers in one transaction, as if one came after the other: all of them, or none. Each
 * has its receipt, its line in the audit trail and its event. A correction comes alone.
 *
 * @param known as `numberSamples` takes it
 * @throws HoldfastError `conflict`, with the index of the outcome among all of them
 */
export async function recordBatches(
  session: Session,
  identity: string,
  batches: readonly OutcomeBatch[],
  known?: KnownSamples,
): Promise<Receipt[]> {
  const stored = await ablationNamed(session, identity, "write");
  for (const { checkedAgainst } of batches) checkStillRegistered(stored, checkedAgainst);
  const outcomes = batches.flatMap((batch) => batch.outcomes);
  const moments = batches.flatMap(({ outcomes: own, actor }) => own.map(() => actor.at));
  const { tallies, notes } = await recordOutcomes(
    session,
    stored.ablationId,
    outcomes,
    (index) => moments[index] ?? new Date(0),
    known,
  );
  if (batches.length > 1 && notes.length > 0) throw new RangeError("a correction of a run comes alone");
  let at = 0;
  const receipts = batches.map(({ outcomes: own }) => {
    const receipt = receiptOf(tallies.slice(at, at + own.length));
    at += own.length;
    return receipt;
  });
  await noteAllInAudit(
    session,
    batches.flatMap((batch, index) => {
      const receipt = receipts[index];
      return receipt === undefined ? [] : noteOf(identity, batch, receipt, notes);
    }),
  );
  return receipts;
}

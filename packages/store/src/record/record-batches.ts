import type { Outcome, Receipt } from "@holdfast/core";
import { type AuditNote, noteAllInAudit } from "../ablation/audit-trail.js";
import { checkStillRegistered } from "../ablation/check-still-registered.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { recordedPlaces } from "../live/recorded-places.js";
import type { KnownSamples } from "./known-samples.js";
import { receiptOf, recordingOutcomes } from "./record-outcomes.js";

/** What one caller wants recorded. */
export interface OutcomeBatch {
  readonly outcomes: readonly Outcome[];
  readonly actor: Actor;
  /** The fingerprint of the ablation that they were checked against; throws `conflict` when it has another by now. */
  readonly checkedAgainst?: string | undefined;
}

/** What a process knows of the record, and need not read each time. */
export interface KnownRecord {
  readonly samples: KnownSamples;
  /** The keys of ablations by their identity: a guess, which the row itself confirms. */
  readonly ablationIds: Map<string, number>;
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
 * @param known what this process knows of the record; only where the transaction has recorded nothing yet
 * @throws HoldfastError `conflict`, with the index of the outcome among all of them
 */
export async function recordBatches(
  session: Session,
  identity: string,
  batches: readonly OutcomeBatch[],
  known?: KnownRecord,
): Promise<Receipt[]> {
  const outcomes = batches.flatMap((batch) => batch.outcomes);
  const moments = batches.flatMap(({ outcomes: own, actor }) => own.map(() => actor.at));
  const recordingIn = (ablationId: number) =>
    recordingOutcomes(
      session,
      ablationId,
      outcomes,
      (index) => moments[index] ?? new Date(0),
      known?.samples,
    );
  // what is stored is asked for beside the lock, under the key that the ablation had the last time
  const expected = known?.ablationIds.get(identity);
  const early = expected === undefined ? undefined : recordingIn(expected);
  const [stored] = await Promise.all([ablationNamed(session, identity, "write"), early?.read()]);
  for (const { checkedAgainst } of batches) checkStillRegistered(stored, checkedAgainst);
  known?.ablationIds.set(identity, stored.ablationId);
  const isExpected = early !== undefined && stored.ablationId === expected;
  const { tallies, notes } = await (isExpected ? early : recordingIn(stored.ablationId)).settle();
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

import { setImmediate as nextTurn } from "node:timers/promises";
import { addReceipts, compareText, type Outcome, type Receipt } from "@holdfast/core";
import { and, asc, eq, gt } from "drizzle-orm";
import { bulkInsert, bulkUpdate, eachKey, type Inserted, isWanted } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { readAllPages, readPages, type StoredPage } from "../driver/pages.js";
import { outcome } from "../schema/outcome.js";
import type { KnownSamples } from "./known-samples.js";
import { mergeOutcome, type Tally } from "./merge-outcome.js";
import { numberingBatch } from "./numbering-batch.js";
import { filedOutcomes, groupOutcomes, type OutcomeGroup } from "./outcome-groups.js";
import { outcomeIdOf, revisionIdOf } from "./outcome-key.js";
import { settlingCheckpoints } from "./settle-checkpoints.js";
import type { Settling } from "./settle-rows.js";
import { settlingRuns } from "./settle-runs.js";
import { type OutcomeRow, revisionOf, rowOf } from "./stored-revision.js";
import { changedPages, insertNewPages, updatePages } from "./write-pages.js";

/** A batch on its way into the database. */
interface Batch {
  readonly session: Session;
  readonly ablationId: number;
}

/** Outcomes that are merged before others get a turn: a large batch takes seconds. */
const MERGED_IN_A_TURN = 32;

// a limit keeps PostgreSQL from joining in another order; nobody corrects one checkpoint that often
const MOST_REVISIONS = 1_000_000;

function newRows({ ablationId }: Batch, group: OutcomeGroup): Inserted<typeof outcome>[] {
  const { revisions } = group;
  return revisions
    .map((revision, index) => ({
      revision,
      row: rowOf(ablationId, group, revision, index === revisions.length - 1),
    }))
    .filter(({ revision }) => !revision.stored)
    .map(({ row }) => row);
}

/** Inserts the groups that are not stored yet, as if they were alone. @returns those that were inserted by another meanwhile */
async function insertNew(batch: Batch, groups: readonly OutcomeGroup[]): Promise<OutcomeGroup[]> {
  const rows = groups.map((group) => ({ group, rows: newRows(batch, group) }));
  const firsts = rows.flatMap(({ rows: [first] }) => (first === undefined ? [] : [first]));
  const inserted = new Set(
    (
      await bulkInsert(batch.session, outcome, firsts, { existing: "keep", returning: outcome.outcomeId })
    ).map(([id]) => id),
  );
  const won = rows.filter(({ group }) => inserted.has(group.id));
  await bulkInsert(
    batch.session,
    outcome,
    won.flatMap(({ rows: [, ...later] }) => later),
  );
  await insertNewPages(
    batch.session,
    batch.ablationId,
    won.flatMap(({ group }) => changedPages(group, false)),
  );
  return groups.filter((group) => !inserted.has(group.id));
}

/** Locks the groups that are stored, in the order of their ids, and reads their revisions. */
async function lockRevisions(
  { session, ablationId }: Batch,
  groups: readonly OutcomeGroup[],
): Promise<Map<string, OutcomeRow[]>> {
  const one = session.db
    .select()
    .from(outcome)
    .where(and(eq(outcome.ablationId, ablationId), isWanted(outcome.outcomeId)))
    .limit(1)
    .for("update")
    .as("found");
  const ids = groups.map((group) => group.id);
  const firsts = await session.db.select().from(eachKey(outcome.outcomeId, ids)).crossJoinLateral(one);
  const rows = new Map(firsts.map(({ found }) => [found.outcomeId, [found]]));
  const corrected = firsts.filter(({ found }) => !found.current);
  if (corrected.length === 0) return rows;
  const checkpoints = [...new Set(corrected.map(({ found }) => found.checkpointId))];
  const all = session.db
    .select()
    .from(outcome)
    .where(and(eq(outcome.ablationId, ablationId), isWanted(outcome.checkpointId), gt(outcome.revision, 1)))
    .limit(MOST_REVISIONS)
    .as("found");
  const later = await session.db
    .select()
    .from(eachKey(outcome.checkpointId, checkpoints))
    .crossJoinLateral(all)
    .orderBy(asc(all.revision));
  for (const { found } of later) rows.get(outcomeIdOf(found, 1))?.push(found);
  return rows;
}

async function storedIds({ session, ablationId }: Batch, ids: readonly string[]): Promise<Set<string>> {
  const found = session.db
    .select({ id: outcome.outcomeId })
    .from(outcome)
    .where(and(eq(outcome.ablationId, ablationId), isWanted(outcome.outcomeId)))
    .limit(1)
    .as("found");
  const rows = await session.db.select().from(eachKey(outcome.outcomeId, ids)).crossJoinLateral(found);
  return new Set(rows.map((row) => row.found.id));
}

/** A correction, an earlier revision or a comparison of levels needs whole revisions; all else the touched pages. */
function needsAllPages(group: OutcomeGroup, rows: readonly OutcomeRow[]): boolean {
  return (
    rows.length > 1 ||
    group.givens.some(({ outcome: given }) => given.correction !== null || given.evidence.level !== "samples")
  );
}

function touchedPages({ givens }: OutcomeGroup): Set<number> {
  const pages = new Set<number>();
  for (const { number } of givens) for (const sampleNo of number ?? []) pages.add(sampleNo >>> 8);
  return pages;
}

async function readTouched(
  { session, ablationId }: Batch,
  groups: readonly OutcomeGroup[],
  rows: ReadonlyMap<string, readonly OutcomeRow[]>,
): Promise<Map<string, StoredPage[]>> {
  const [ids, pages, whole] = [[], [], []] as [string[], number[], string[]];
  for (const group of groups) {
    const revisions = rows.get(group.id) ?? [];
    if (needsAllPages(group, revisions)) whole.push(...revisions.map((row) => row.outcomeId));
    else
      for (const page of touchedPages(group)) {
        ids.push(group.id);
        pages.push(page);
      }
  }
  const byOutcome = new Map<string, StoredPage[]>();
  const read = [
    ...(await readPages(session, ablationId, ids, pages)),
    ...(await readAllPages(session, ablationId, whole)),
  ];
  for (const page of read) {
    const list = byOutcome.get(page.outcomeId);
    if (list === undefined) byOutcome.set(page.outcomeId, [page]);
    else list.push(page);
  }
  return byOutcome;
}

async function writeChanges(batch: Batch, groups: readonly OutcomeGroup[]): Promise<void> {
  const { session, ablationId } = batch;
  const key = [outcome.ablationId, outcome.outcomeId];
  const changed = groups.flatMap((group) =>
    group.revisions
      .filter((revision) => revision.stored && revision.changed)
      .map((revision) => {
        const row = rowOf(ablationId, group, revision, revision === group.revisions.at(-1));
        const { outcomeId, scored, unscored, epochs, status, harness, source, evaluatedAt } = row;
        return { ablationId, outcomeId, scored, unscored, epochs, status, harness, source, evaluatedAt };
      }),
  );
  await bulkUpdate(session, outcome, key, changed);
  const superseded = groups
    .filter(({ revisions }) => revisions.at(-1)?.stored === false)
    .flatMap((group) =>
      group.revisions
        .filter((revision) => revision.stored)
        .slice(-1)
        .map(({ revision }) => ({
          ablationId,
          outcomeId: revisionIdOf(group, revision),
          current: false,
        })),
    );
  await bulkUpdate(session, outcome, key, superseded);
  await bulkInsert(
    session,
    outcome,
    groups.flatMap((group) => newRows(batch, group)),
  );
  await updatePages(
    session,
    ablationId,
    groups.flatMap((group) => changedPages(group, true)),
  );
  await insertNewPages(
    session,
    ablationId,
    groups.flatMap((group) => changedPages(group, false)),
  );
}

/** What became of a batch that was laid over the record. */
export interface Recorded {
  readonly receipt: Receipt;
  /** What became of each outcome, in the order given. */
  readonly tallies: readonly Tally[];
  /** What a correction changed of runs and checkpoints. */
  readonly notes: readonly string[];
}

/** The receipt of so many outcomes. */
export function receiptOf(tallies: readonly Tally[]): Receipt {
  return tallies.reduce<Receipt>((receipt, tally) => addReceipts(receipt, { outcomes: 1, ...tally }), {
    ...{ outcomes: 0, added: 0, recognised: 0, corrected: 0 },
  });
}

/**
 * Lays a batch over the record, inside the caller's transaction. Writers meet in one order (runs, checkpoints,
 * evals, then outcomes, each sorted), so that they wait for one another and never in a circle.
 *
 * @param known as `numberSamples` takes it
 * @throws HoldfastError `conflict`; the caller rolls back
 */
export async function recordOutcomes(
  session: Session,
  ablationId: number,
  outcomes: readonly Outcome[],
  recordedAt: (index: number) => Date,
  known?: KnownSamples,
): Promise<Recorded> {
  return recordingOutcomes(session, ablationId, outcomes, recordedAt, known).settle();
}

/** The same in two steps. */
export function recordingOutcomes(
  session: Session,
  ablationId: number,
  outcomes: readonly Outcome[],
  recordedAt: (index: number) => Date,
  known?: KnownSamples,
): Settling<Recorded> {
  const batch = { session, ablationId };
  const places = filedOutcomes(outcomes);
  const runs = settlingRuns(session, ablationId, outcomes);
  const checkpoints = settlingCheckpoints(session, ablationId, outcomes);
  const numbering = numberingBatch(session, ablationId, outcomes, known);
  let stored: ReadonlySet<string> | undefined;
  const read = async () => {
    // what others write from here on is met under locks, wherever it was read
    [stored] = await Promise.all([
      storedIds(batch, [...new Set(places.map(({ id }) => id))].sort(compareText)),
      runs.read(),
      checkpoints.read(),
      numbering.read(),
    ]);
  };
  return {
    read,
    async settle() {
      if (outcomes.length === 0) return { receipt: receiptOf([]), tallies: [], notes: [] };
      if (stored === undefined) await read();
      const notes = [...(await runs.settle()), ...(await checkpoints.settle())];
      const groups = groupOutcomes(outcomes, places, await numbering.settle(), recordedAt);
      const tallies = await layOver(batch, groups, stored ?? new Set(), outcomes.length);
      return { receipt: receiptOf(tallies), tallies, notes };
    },
  };
}

/** Merges the groups with what is stored of them and writes the outcome. @returns what became of each of the outcomes */
async function layOver(
  batch: Batch,
  groups: readonly OutcomeGroup[],
  stored: ReadonlySet<string>,
  outcomes: number,
): Promise<Tally[]> {
  const tallies = Array.from({ length: outcomes }, (): Tally => ({ added: 0, recognised: 0, corrected: 0 }));
  let merged = 0;
  const merge = async ({ revisions, givens }: OutcomeGroup) => {
    mergeOutcome(revisions, givens).forEach((tally, position) => {
      const index = givens[position]?.index;
      if (index !== undefined) tallies[index] = tally;
    });
    merged += 1;
    if (merged % MERGED_IN_A_TURN === 0) await nextTurn();
  };
  const fresh = groups.filter((group) => !stored.has(group.id));
  for (const group of fresh) await merge(group);
  const late = new Set(await insertNew(batch, fresh));

  const there = groups.filter((group) => stored.has(group.id) || late.has(group));
  const rows = there.length === 0 ? new Map<string, OutcomeRow[]>() : await lockRevisions(batch, there);
  const pages = await readTouched(batch, there, rows);
  for (const group of there) {
    group.revisions = (rows.get(group.id) ?? []).map((row) =>
      revisionOf(row, pages.get(row.outcomeId) ?? []),
    );
    await merge(group);
  }
  await writeChanges(batch, there);
  return tallies;
}

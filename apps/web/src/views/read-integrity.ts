import type { HoldfastClient } from "@holdfast/api/client";
import { type AuditEntry, isHoldfastError, type Registration, type RevisionAnswer } from "@holdfast/core";
import type { IntegrityRecord } from "@holdfast/report";
import { readOutcomes } from "./read-outcomes.js";

/** Revisions that are read with what they changed; the last ones. */
const MOST_REVISIONS = 24;
/** Entries of the audit trail in one page of it, and how many pages are read. */
const AT_A_TIME = 1000;
const MOST_PAGES = 4;

/** What a reader without the right to it is told nothing of, is null. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (isHoldfastError(error) && (error.code === "forbidden" || error.code === "unauthenticated"))
      return null;
    throw error;
  }
}

async function readTrail(client: HoldfastClient, identity: string): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.audit({
      identity,
      limit: AT_A_TIME,
      ...(cursor === null ? {} : { cursor }),
    });
    entries.push(...answer.entries);
    cursor = answer.next;
    if (cursor === null) break;
  }
  return entries;
}

async function readRevisions(
  client: HoldfastClient,
  { identity, revision }: Registration,
): Promise<RevisionAnswer[]> {
  const first = Math.max(1, revision - MOST_REVISIONS + 1);
  const numbers = Array.from({ length: revision - first + 1 }, (_, index) => first + index);
  return Promise.all(numbers.map((number) => client.revision(identity, number)));
}

/** What was kept of how the ablation came to be what it is. */
export async function readIntegrity(
  client: HoldfastClient,
  registration: Registration,
): Promise<IntegrityRecord> {
  const { identity } = registration;
  const [revisions, status, { exclusions }, trail, { outcomes, areMore }, power] = await Promise.all([
    readRevisions(client, registration),
    client.status(identity),
    client.exclusions(identity),
    unlessRefused(readTrail(client, identity)),
    readOutcomes(client, identity),
    client.power(identity),
  ]);
  return {
    ...{ revisions, status, exclusions, trail, outcomes },
    areMoreOutcomes: areMore,
    power: power.sentences[0] ?? null,
  };
}

import type { HoldfastClient } from "@holdfast/api/client";
import type { OutcomeRecord } from "@holdfast/core";

/** Outcomes of one page of the list. */
const AT_A_TIME = 1000;
/** Pages that are read before a page about an ablation stops and says so. */
const MOST_PAGES = 10;

export interface ReadOutcomes {
  readonly outcomes: readonly OutcomeRecord[];
  /** There are more than were read. */
  readonly areMore: boolean;
}

/** The current outcomes of an ablation with what was set aside, up to some ten thousand of them. */
export async function readOutcomes(client: HoldfastClient, identity: string): Promise<ReadOutcomes> {
  const outcomes: OutcomeRecord[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await client.outcomes(identity, {
      limit: AT_A_TIME,
      ...(cursor === null ? {} : { cursor }),
    });
    outcomes.push(...answer.outcomes);
    cursor = answer.next;
    if (cursor === null) return { outcomes, areMore: false };
  }
  return { outcomes, areMore: true };
}

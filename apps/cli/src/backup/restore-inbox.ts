import type { HoldfastClient } from "@holdfast/api/client";
import { type InboxLogInput, InboxLogSchema, isHoldfastError, parseWith } from "@holdfast/core";

/** What became of the inbox of a backup. */
export interface RestoredInbox {
  readonly inbox: {
    readonly logs: number;
    /** The others were there already, or had been taken out of it. */
    readonly added: number;
  };
}

function inputOf(line: string): InboxLogInput {
  const { entry, outcomes } = parseWith(InboxLogSchema, JSON.parse(line), "inbox");
  const { id: _id, addedAt: _addedAt, addedBy: _addedBy, outcomes: _summary, ...words } = entry;
  return { ...words, outcomes };
}

/** Puts the logs of a backup into the inbox again, one a line. @param file as it was given, for messages */
export async function restoreInbox(
  client: HoldfastClient,
  lines: AsyncIterable<string>,
  file: string,
): Promise<RestoredInbox> {
  const counts = { logs: 0, added: 0 };
  for await (const line of lines) {
    counts.logs += 1;
    try {
      const { state } = await client.addToInbox(inputOf(line));
      if (state === "added") counts.added += 1;
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ file, line: counts.logs }) : error;
    }
  }
  return { inbox: counts };
}

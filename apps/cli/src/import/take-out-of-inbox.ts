import type { HoldfastClient } from "@holdfast/api/client";
import { type ImportedLog, type InboxEntry, isHoldfastError } from "@holdfast/core";
import { fileDigest } from "./file-digest.js";
import type { LogFile } from "./log-files.js";

/** The logs that wait in the inbox; none for a token that does not open it. */
export async function waitingLogs(client: Pick<HoldfastClient, "inbox">): Promise<readonly InboxEntry[]> {
  try {
    return (await client.inbox()).logs;
  } catch (error) {
    if (isHoldfastError(error) && (error.code === "forbidden" || error.code === "not-found")) return [];
    throw error;
  }
}

/** Takes a recorded log out. @returns whether it is out; a token that may not remove anything leaves it there */
export async function takeOutEntry(
  client: Pick<HoldfastClient, "dropFromInbox">,
  id: string,
): Promise<boolean> {
  try {
    await client.dropFromInbox(id);
    return true;
  } catch (error) {
    // somebody else took it out meanwhile
    if (isHoldfastError(error) && error.code === "not-found") return true;
    if (isHoldfastError(error) && error.code === "forbidden") return false;
    throw error;
  }
}

/** A log that was recorded waits no more. */
export async function takeOut(
  client: Pick<HoldfastClient, "dropFromInbox">,
  waiting: readonly InboxEntry[],
  file: LogFile,
  { format, task, model, file: shown }: ImportedLog,
): Promise<void> {
  const alike = waiting.filter(
    (entry) => entry.format === format && entry.task === task && entry.model === model,
  );
  if (alike.length === 0) return;
  const part = shown === file.shown ? null : shown.slice(file.shown.length + 1);
  const sha256 = await fileDigest(file);
  for (const { id } of alike.filter((entry) => entry.sha256 === sha256 && entry.part === part))
    await takeOutEntry(client, id);
}

import { type InboxLog, parseWith, UnboundOutcomeSchema } from "@holdfast/core";
import type { Context } from "../context.js";
import { artifactFile } from "../mlflow/artifact-file.js";
import { INBOX_FILE, inboxEntryOf, inboxRun, noInboxEntry } from "./inbox-place.js";

/** A log that waits in the inbox, with its scores. @throws HoldfastError `not-found` */
export async function readInboxLog(context: Context, { id }: { readonly id: string }): Promise<InboxLog> {
  const run = await inboxRun(context.store.mlflow, id);
  if (run === undefined || run.lifecycle === "deleted" || run.endMs === null) throw noInboxEntry(id);
  const file = await artifactFile(context, id, INBOX_FILE);
  const lines = (await file.read(0, file.size)).toString("utf8").split("\n");
  const outcomes = lines
    .filter((text) => text !== "")
    .map((text) => parseWith(UnboundOutcomeSchema, JSON.parse(text), "outcome"));
  return { entry: inboxEntryOf(run), outcomes };
}

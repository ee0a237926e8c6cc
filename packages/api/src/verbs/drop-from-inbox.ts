import type { Context } from "../context.js";
import { INBOX_FILE, inboxRun, noInboxEntry } from "./inbox-place.js";

/**
 * Takes a log out of the inbox, since it was recorded or is not wanted. Its scores are removed; that it was there is
 * remembered, so that importing its folder again does not bring it back. @throws HoldfastError `not-found`
 */
export async function dropFromInbox({ store }: Context, { id }: { readonly id: string }): Promise<void> {
  const run = await inboxRun(store.mlflow, id);
  if (run === undefined || run.lifecycle === "deleted") throw noInboxEntry(id);
  await store.mlflow.setLifecycle(id, "deleted");
  const files = await store.mlflow.artifacts(id);
  if (files.some(({ path }) => path === INBOX_FILE)) await store.mlflow.deleteArtifacts(id, INBOX_FILE);
}

import { randomUUID } from "node:crypto";
import type { InboxEntry, InboxReceipt, ParsedInboxLog, UnboundOutcome } from "@holdfast/core";
import { judgeKey } from "@holdfast/core";
import { MLFLOW_CHUNK_BYTES } from "@holdfast/store";
import { actorOf, type Context } from "../context.js";
import { INBOX_FILE, INBOX_WORDS_TAG, inboxEntryOf, inboxIdOf, inboxRun, makeInbox } from "./inbox-place.js";

function summaryOf({ eval: of, metric, judge = "rule", samples, counts, summary }: UnboundOutcome) {
  const unscored = samples?.score?.filter((score) => score === null).length ?? 0;
  const level =
    samples !== undefined
      ? "samples"
      : counts !== undefined
        ? "counts"
        : summary !== undefined
          ? "summary"
          : "point";
  return {
    eval: of,
    metric,
    judge: judgeKey(judge),
    level,
    scores: samples?.id.length ?? 1,
    unscored,
  } as const;
}

async function keepOutcomes(
  { store }: Context,
  runId: string,
  outcomes: readonly UnboundOutcome[],
): Promise<void> {
  const upload = { runId, path: INBOX_FILE, contentId: randomUUID() };
  const bytes = Buffer.from(outcomes.map((outcome) => `${JSON.stringify(outcome)}\n`).join(""));
  for (let at = 0; at < bytes.length; at += MLFLOW_CHUNK_BYTES)
    await store.mlflow.keepChunk(
      upload,
      at / MLFLOW_CHUNK_BYTES,
      bytes.subarray(at, at + MLFLOW_CHUNK_BYTES),
    );
  await store.mlflow.finishUpload(upload, bytes.length);
}

/**
 * Puts a log into the inbox, where it waits until somebody says what it is about. The same log once more is no change,
 * but where it is read differently now (other clusters, say), which then takes the place of what was there; one that was
 * taken out stays out.
 */
export async function addToInbox(context: Context, input: ParsedInboxLog): Promise<InboxReceipt> {
  const { mlflow } = context.store;
  const actor = actorOf(context);
  const { outcomes, ...words } = input;
  const id = inboxIdOf(input);
  const before = await inboxRun(mlflow, id);
  if (before?.lifecycle === "deleted") return { state: "dropped", entry: inboxEntryOf(before) };
  const known = before === undefined ? null : inboxEntryOf(before);
  const entry: InboxEntry = {
    ...words,
    id,
    outcomes: outcomes.map(summaryOf),
    addedAt: known?.addedAt ?? actor.at.toISOString(),
    addedBy: known?.addedBy ?? actor.name,
  };
  const isWhole = before?.endMs !== null && before !== undefined;
  if (isWhole && JSON.stringify(known) === JSON.stringify(entry)) return { state: "waits", entry };
  const tag = { key: INBOX_WORDS_TAG, value: JSON.stringify(entry) };
  if (before === undefined) {
    const experimentId = await makeInbox(mlflow, actor.at.getTime());
    const run = {
      runId: id,
      experimentId,
      runName: words.file,
      userId: actor.name,
      startMs: actor.at.getTime(),
    };
    await mlflow.createRun({ ...run, tags: [tag] }, null, actor);
  } else await mlflow.log(id, { metrics: [], params: [], tags: [tag] }, actor);
  await keepOutcomes(context, id, outcomes);
  await mlflow.updateRun(id, { status: "FINISHED", endMs: actor.at.getTime() }, actor);
  return { state: isWhole ? "waits" : "added", entry };
}

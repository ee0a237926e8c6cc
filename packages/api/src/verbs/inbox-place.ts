import { createHash } from "node:crypto";
import {
  HoldfastError,
  type InboxEntry,
  InboxEntrySchema,
  type InboxLogInput,
  isHoldfastError,
  NOTE_PREFIX,
  parseWith,
} from "@holdfast/core";
import type { MlflowRun, MlflowStore } from "@holdfast/store";

/**
 * Logs of which nobody says what they are about are kept as what arrives through the MLflow door without a binding is:
 * in the reserved ablation `inbox`, each as a run of this experiment, what it says as a tag, its outcomes as a file.
 */
const EXPERIMENT = "holdfast.inbox";
export const INBOX_WORDS_TAG = `${NOTE_PREFIX}log`;
/** Lines that `holdfast.ablation`, `.arm` and `.stage`, set through MLflow, would record too. */
export const INBOX_FILE = "log.outcomes.ndjson";

/** The same content is the same entry. */
export function inboxIdOf({ sha256, part }: Pick<InboxLogInput, "sha256" | "part">): string {
  const text = part === null ? sha256 : `${sha256}#${part}`;
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 32);
}

/** The experiment of the inbox; null where nothing was ever put into it. */
export async function findInbox(mlflow: MlflowStore): Promise<number | null> {
  try {
    return (await mlflow.experimentNamed(EXPERIMENT)).experimentId;
  } catch (error) {
    if (isHoldfastError(error) && error.code === "not-found") return null;
    throw error;
  }
}

/** The same; it is made where it is not there. */
export async function makeInbox(mlflow: MlflowStore, atMs: number): Promise<number> {
  const there = await findInbox(mlflow);
  if (there !== null) return there;
  try {
    return await mlflow.createExperiment({ name: EXPERIMENT, artifactLocation: null, tags: [] }, atMs);
  } catch (error) {
    const made = isHoldfastError(error) && error.code === "conflict" ? await findInbox(mlflow) : null;
    if (made === null) throw error;
    return made;
  }
}

/** What an entry says. @throws HoldfastError `internal` where it is not as it was written */
export function inboxEntryOf({ tags }: Pick<MlflowRun, "tags">): InboxEntry {
  const words = tags.find(({ key }) => key === INBOX_WORDS_TAG)?.value ?? "{}";
  return parseWith(InboxEntrySchema, JSON.parse(words), "inbox");
}

/** @throws HoldfastError `not-found` */
export function noInboxEntry(id: string): HoldfastError {
  return new HoldfastError({
    code: "not-found",
    message: `no log \`${id}\` waits in the inbox.`,
    remedy: "`holdfast inbox` lists those that do.",
  });
}

/** The run that an entry is kept as; undefined where there is none. It may have been taken out: see its lifecycle. */
export async function inboxRun(mlflow: MlflowStore, id: string): Promise<MlflowRun | undefined> {
  try {
    const [run, experiment] = [await mlflow.run(id), await findInbox(mlflow)];
    return run.experimentId === experiment && run.binding === null ? run : undefined;
  } catch (error) {
    if (isHoldfastError(error) && error.code === "not-found") return undefined;
    throw error;
  }
}

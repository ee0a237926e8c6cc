import type { HoldfastClient } from "@holdfast/api/client";
import { type ErrorCode, type ImportedLog, type InboxLogInput, isHoldfastError } from "@holdfast/core";
import type { EvalLog } from "@holdfast/importers";
import type { CheckedLog } from "./check-log.js";
import { fileDigest } from "./file-digest.js";
import type { LogFile } from "./log-files.js";

/** What keeps a log out of the inbox, and not the import from going on. */
const KEPT_OUT: ReadonlySet<ErrorCode> = new Set(["forbidden", "invalid-input", "too-large", "not-found"]);

/** Metadata as JSON has them: what is no number there is null. */
function plain(metadata: EvalLog["says"]["metadata"]): Record<string, unknown> {
  return JSON.parse(JSON.stringify(metadata));
}

function inputOf(
  file: LogFile,
  log: EvalLog,
  { cluster, sha256, reason }: Pick<InboxLogInput, "cluster" | "sha256" | "reason">,
): InboxLogInput {
  const { task, model, modelPaths, created, evalId, taskId, tags, metadata } = log.says;
  return {
    ...{ file: file.shown, sha256, part: log.part ?? null, format: log.format, cluster, reason },
    ...{ task, model, modelPaths: [...modelPaths], created, evalId, taskId, tags: [...tags] },
    metadata: plain(metadata),
    leftOut: log.leftOut.map(({ what, why, count }) => ({ what, why, count })),
    notes: [...log.notes],
    outcomes: [...log.outcomes],
  };
}

/** Puts a log that nobody bound into the inbox, and says so in its report. */
export async function keepInInbox(
  client: Pick<HoldfastClient, "addToInbox">,
  file: LogFile,
  { report, unbound, isRunning }: CheckedLog,
  cluster: string | null,
): Promise<ImportedLog> {
  if (unbound === null || isRunning || unbound.outcomes.length === 0) return report;
  const said = (more: string, notes: readonly string[] = []): ImportedLog => ({
    ...report,
    reason: `${report.reason ?? ""} ${more}`.trim(),
    notes: [...report.notes, ...notes],
  });
  try {
    const { state, entry } = await client.addToInbox(
      inputOf(file, unbound, { cluster, sha256: await fileDigest(file), reason: report.reason }),
    );
    const id = [`In the inbox it is ${entry.id}.`];
    return state === "dropped"
      ? said("It was taken out of the inbox before, and is not put in again.", id)
      : said("It waits in the inbox (`holdfast inbox`).", id);
  } catch (error) {
    if (!isHoldfastError(error) || !KEPT_OUT.has(error.code)) throw error;
    return said(`It does not wait in the inbox: ${error.message}`);
  }
}

import type { HoldfastClient } from "@holdfast/api/client";
import { type ErrorCode, type HoldfastError, type ImportedLog, isHoldfastError } from "@holdfast/core";
import { type CheckedLog, refusedLog } from "./check-log.js";
import { sendLog } from "./send-log.js";
import { type Retry, settleRetry } from "./settle-retry.js";

type Client = Pick<HoldfastClient, "recordLines" | "outcomes">;

/** What is wrong with a log, where anything else is wrong with the service or with who asks it. */
const OF_THE_LOG: ReadonlySet<ErrorCode> = new Set([
  "conflict",
  "invalid-input",
  "unknown-name",
  "too-large",
]);

/** @throws what is not the fault of the log */
function refusal(file: string, error: unknown, report: ImportedLog): ImportedLog {
  if (!isHoldfastError(error) || !OF_THE_LOG.has(error.code)) throw error;
  return refusedLog(file, error, report).report;
}

/** Where it is recorded. */
export interface RecordInto {
  readonly identity: string;
  /** Who says, and why, that a log is right where something else is recorded; null: nobody does. */
  readonly correction: { readonly author: string; readonly reason: string } | null;
}

/** The lines of a log as somebody's correction of what is recorded. */
function corrected({ lines }: CheckedLog, correction: RecordInto["correction"]): Retry | null {
  if (correction === null) return null;
  const { author, reason } = correction;
  const note = `It corrects what was recorded, by ${author}: ${reason}.`;
  return { is: "later", lines: lines.map((line) => ({ ...line, correction })), note };
}

/** Where the log and what is recorded are attempts at the same task, the one that came to its end counts. */
async function afterConflict(
  client: Client,
  log: CheckedLog,
  { into, conflict }: { readonly into: RecordInto; readonly conflict: HoldfastError },
): Promise<ImportedLog> {
  const { identity, correction } = into;
  const retry = (await settleRetry(client, identity, log)) ?? corrected(log, correction);
  if (retry === null) return refusal(log.report.file, conflict, log.report);
  if (retry.is === "earlier") return { ...log.report, state: "skipped", reason: retry.reason };
  try {
    const { added, recognised, corrected } = await sendLog(client, identity, retry.lines);
    const notes = [...log.report.notes, retry.note];
    return { ...log.report, state: "recorded", added: added + corrected, recognised, notes };
  } catch (error) {
    return refusal(log.report.file, error, log.report);
  }
}

/** Records a log: whole or, where anything conflicts, not at all. @throws HoldfastError that is not about the log */
export async function recordLog(client: Client, log: CheckedLog, into: RecordInto): Promise<ImportedLog> {
  const { report } = log;
  const { identity } = into;
  try {
    const { added, recognised } = await sendLog(client, identity, log.lines);
    return { ...report, state: "recorded", added, recognised };
  } catch (error) {
    if (!isHoldfastError(error) || error.code !== "conflict") return refusal(report.file, error, report);
    return afterConflict(client, log, { into, conflict: error });
  }
}

import type { HoldfastClient } from "@holdfast/api/client";
import { HoldfastError, type ImportedLog, type ImportReport, isHoldfastError } from "@holdfast/core";
import { type CheckedLog, checkLog, type ImportRules, refusedLog } from "./check-log.js";
import type { LogFile } from "./log-files.js";
import { withLog } from "./open-log.js";
import { sendLog } from "./send-log.js";
import { settleClaims } from "./settle-claims.js";

/** Told how far the work has come, in bytes of files. */
export interface ImportSteps {
  readonly begin: (title: string) => void;
  readonly done: (bytes: number) => void;
}

const UNKNOWN_FORMAT = new HoldfastError({
  code: "invalid-input",
  message: "it is not a log of a kind that is known here.",
  remedy: "Outcomes in NDJSON or CSV are recorded with `holdfast record`.",
});

/** A file that was named, or is called like a log, must be one; any other file of a folder may be anything. */
function mustBeLog({ isNamed, shown }: LogFile): boolean {
  return isNamed || shown.endsWith(".eval");
}

async function checkFile(file: LogFile, rules: ImportRules): Promise<CheckedLog | null> {
  try {
    const found = await withLog(file, (source) => checkLog(source, rules));
    return found ?? (mustBeLog(file) ? refusedLog(file.shown, UNKNOWN_FORMAT) : null);
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return refusedLog(file.shown, error);
  }
}

/** Reads the log again, for its scores, and records them: whole or, where anything conflicts, not at all. */
async function record(
  client: Pick<HoldfastClient, "recordLines">,
  file: LogFile,
  report: ImportedLog,
  rules: ImportRules,
): Promise<ImportedLog> {
  const again = await checkFile(file, rules);
  if (again === null || again.report.state !== "ready") return again?.report ?? report;
  try {
    const { added, recognised } = await sendLog(client, rules.identity, again.lines);
    return { ...again.report, state: "recorded", added, recognised };
  } catch (error) {
    if (!isHoldfastError(error) || error.code === "unavailable") throw error;
    return { ...refusedLog(file.shown, error, again.report).report, state: "refused" };
  }
}

/** How much is not recorded that was not left out on purpose. */
function leftOutOf(logs: readonly ImportedLog[]): number {
  return logs.reduce(
    (sum, { state, leftOut }) =>
      sum + (state === "refused" || state === "unbound" ? 1 : state === "skipped" ? 0 : leftOut.length),
    0,
  );
}

/**
 * Reads every log and checks it, and only then records those that may be, each as one batch.
 *
 * @param isDryRun whether to stop before anything is written
 */
export async function importLogs(
  client: Pick<HoldfastClient, "recordLines">,
  files: readonly LogFile[],
  rules: ImportRules,
  { isDryRun, steps }: { readonly isDryRun: boolean; readonly steps: ImportSteps },
): Promise<ImportReport> {
  steps.begin("reading");
  const read: (Omit<CheckedLog, "lines"> & { readonly file: LogFile })[] = [];
  for (const file of files) {
    const checked = await checkFile(file, rules);
    steps.done(file.bytes);
    if (checked === null) continue;
    const { lines: _lines, ...rest } = checked;
    read.push({ ...rest, file });
  }
  const settled = settleClaims(read);
  const logs: ImportedLog[] = [];
  if (!isDryRun) steps.begin("recording");
  for (const { report, file } of settled) {
    logs.push(isDryRun || report.state !== "ready" ? report : await record(client, file, report, rules));
    if (!isDryRun) steps.done(file.bytes);
  }
  const sum = (of: "added" | "recognised") => logs.reduce((total, log) => total + log[of], 0);
  return {
    identity: rules.identity,
    isDryRun,
    cluster: rules.cluster,
    logs,
    passedOver: files.length - logs.length,
    added: sum("added"),
    recognised: sum("recognised"),
    leftOut: leftOutOf(logs),
  };
}

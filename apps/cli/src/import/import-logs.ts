import type { HoldfastClient } from "@holdfast/api/client";
import type { ImportedLog, ImportReport } from "@holdfast/core";
import { checkFile } from "./check-file.js";
import type { CheckedLog, ImportRules } from "./check-log.js";
import { keepInInbox } from "./keep-in-inbox.js";
import type { LogFile } from "./log-files.js";
import { recordLog } from "./record-log.js";
import { settleClaims } from "./settle-claims.js";
import { takeOut, waitingLogs } from "./take-out-of-inbox.js";

/** Told how far the work has come, in bytes of files. */
export interface ImportSteps {
  readonly begin: (title: string) => void;
  readonly done: (bytes: number) => void;
}

/** A log that was read and checked; its scores were let go. */
export type ReadLog = Omit<CheckedLog, "lines" | "unbound"> & { readonly file: LogFile };

/** How much is not recorded that was not left out on purpose. */
function leftOutOf(logs: readonly ImportedLog[]): number {
  return logs.reduce(
    (sum, { state, leftOut }) =>
      sum + (state === "refused" || state === "unbound" ? 1 : state === "skipped" ? 0 : leftOut.length),
    0,
  );
}

/** The report of an import. */
export function importReport(
  { identity, cluster }: Pick<ImportRules, "identity" | "cluster">,
  logs: readonly ImportedLog[],
  { passedOver, isDryRun }: Pick<ImportReport, "passedOver" | "isDryRun">,
): ImportReport {
  const sum = (of: "added" | "recognised") => logs.reduce((total, log) => total + log[of], 0);
  return {
    identity,
    isDryRun,
    cluster,
    logs: [...logs],
    passedOver,
    added: sum("added"),
    recognised: sum("recognised"),
    leftOut: leftOutOf(logs),
  };
}

/** Reads the logs of a file again, those of one file once. */
function rereader(rules: ImportRules): (file: LogFile) => Promise<readonly CheckedLog[]> {
  const last: { file?: LogFile; logs: readonly CheckedLog[] } = { logs: [] };
  return async (file) => {
    if (last.file !== file) Object.assign(last, { file, logs: (await checkFile(file, rules)).logs ?? [] });
    return last.logs;
  };
}

/** The calls that importing makes. */
export type ImportClient = Pick<
  HoldfastClient,
  "recordLines" | "outcomes" | "inbox" | "addToInbox" | "dropFromInbox"
>;

/** What recording needs besides the logs. */
export interface RecordMeans {
  readonly client: ImportClient;
  readonly rules: ImportRules;
  /** Told of each log as soon as it is known what became of it. */
  readonly done: (file: LogFile, log: ImportedLog) => void;
  /** Whether to leave the rest, asked before each log. */
  readonly isStopped?: () => boolean;
}

/**
 * Records those of the logs that may be, each as one batch, once it is settled which of them stand. Their scores were let
 * go, so that each file is read again.
 *
 * @returns what became of each, up to where it was stopped
 */
export async function recordLogs(read: readonly ReadLog[], means: RecordMeans): Promise<ImportedLog[]> {
  const { client, rules, done, isStopped = () => false } = means;
  const logs: ImportedLog[] = [];
  const readAgain = rereader(rules);
  const waiting = read.some(({ report }) => report.state === "ready") ? await waitingLogs(client) : [];
  for (const { report, file } of settleClaims(read)) {
    if (isStopped()) break;
    let log = report;
    if (report.state === "ready") {
      const again = await readAgain(file);
      const found = again.find((one) => one.report.file === report.file) ?? again[0];
      log = found?.report ?? report;
      if (found !== undefined && log.state === "ready") log = await recordLog(client, found, rules);
      if (log.state === "recorded") await takeOut(client, waiting, file, log);
    } else if (report.state === "unbound") {
      const found = (await readAgain(file)).find((one) => one.report.file === report.file);
      if (found !== undefined) log = await keepInInbox(client, file, found, rules.cluster);
    }
    logs.push(log);
    done(file, log);
  }
  return logs;
}

/**
 * Reads every log and checks it, and only then records those that may be, each as one batch.
 *
 * @param isDryRun whether to stop before anything is written
 */
export async function importLogs(
  client: ImportClient,
  files: readonly LogFile[],
  rules: ImportRules,
  { isDryRun, steps }: { readonly isDryRun: boolean; readonly steps: ImportSteps },
): Promise<ImportReport> {
  steps.begin("reading");
  const read: ReadLog[] = [];
  let withLogs = 0;
  for (const file of files) {
    const { logs } = await checkFile(file, rules);
    steps.done(file.bytes);
    if (logs !== null) withLogs += 1;
    for (const { lines: _lines, unbound: _unbound, ...rest } of logs ?? []) read.push({ ...rest, file });
  }
  if (!isDryRun) steps.begin("recording");
  const logs = isDryRun
    ? settleClaims(read).map(({ report }) => report)
    : await recordLogs(read, { client, rules, done: ({ bytes }) => steps.done(bytes) });
  return importReport(rules, logs, { passedOver: files.length - withLogs, isDryRun });
}

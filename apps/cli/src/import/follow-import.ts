import { setTimeout as sleep } from "node:timers/promises";
import type { ImportReport } from "@holdfast/core";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { numberGiven } from "../number-given.js";
import { importLine, importSummary } from "../tables/import-text.js";
import { UsageError } from "../usage-error.js";
import { followLogs } from "./follow-logs.js";
import { type ImportInto, rulesNow } from "./import-into.js";
import { logFiles } from "./log-files.js";

/** Seconds between two looks; file systems of a network say nothing when they change, so that we look. */
const EVERY = 10;

function everyMs(given: Given): number {
  const seconds = numberGiven(given, "every") ?? EVERY;
  if (seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new UsageError(
    `--every is a time between two looks, not ${seconds}.`,
    "Write --every 10, for example.",
  );
}

/** Imports logs while they are written, a line for each, until it is told to stop; then prints how it stands. */
export async function followImport(
  { print, cwd, target, stopped }: CommandContext,
  given: Given,
  open: () => Promise<ImportInto>,
): Promise<ImportReport> {
  const ms = everyMs(given);
  const ended = new AbortController();
  void stopped().then(() => ended.abort());
  await logFiles(given.positionals, cwd);
  const into = await open();
  if (target.kind === "directory" && !target.isMemory)
    print.note("nobody else can use this directory meanwhile: serve it, and import with --url");
  await rulesNow(into);
  print.note(`following ${given.positionals.join(", ")}, every ${ms / 1000} s; Ctrl-C ends it`);
  const report = await followLogs(into, {
    client: into.client,
    list: () => logFiles(given.positionals, cwd),
    rules: () => rulesNow(into),
    now: Date.now,
    wait: () => sleep(ms, undefined, { signal: ended.signal }).catch(() => {}),
    isStopped: () => ended.signal.aborted,
    quietMs: ms,
    onLog: (log) => {
      print.document(log);
      print.text(importLine(log));
    },
    onRunning: (file) => print.note(`${file}: its eval is under way`),
    onInterrupted: (error) =>
      print.note(`interrupted, goes on: ${error instanceof Error ? error.message : String(error)}`),
  });
  print.document(report);
  print.text(importSummary(report));
  return report;
}

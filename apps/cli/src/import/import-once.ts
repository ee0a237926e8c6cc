import { HoldfastError, type ImportReport } from "@holdfast/core";
import type { CommandContext } from "../command.js";
import type { Given } from "../given.js";
import { openProgress } from "../record/progress.js";
import { importText } from "../tables/import-text.js";
import { type ImportInto, rulesNow } from "./import-into.js";
import { importLogs } from "./import-logs.js";
import { logFiles } from "./log-files.js";

/** Imports the logs that are there now, and prints what became of them. @throws HoldfastError where there are none */
export async function importOnce(
  { print, cwd }: CommandContext,
  given: Given,
  open: () => Promise<ImportInto>,
): Promise<ImportReport> {
  const files = await logFiles(given.positionals, cwd);
  const into = await open();
  const rules = await rulesNow(into);
  const progress = await openProgress(
    print,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const report = await importLogs(into.client, files, rules, {
    isDryRun: given.flag("dry-run"),
    steps: { begin: progress.step, done: progress.add },
  }).finally(progress.done);
  if (report.logs.length === 0)
    throw new HoldfastError({
      code: "invalid-input",
      message: "there are no logs in it.",
      place: { file: given.positionals.join(", ") },
      remedy:
        "Name `.eval` or `.json` logs of Inspect AI, results of lm-evaluation-harness, or folders with them.",
    });
  print.document(report);
  print.text(importText(report, print.settings.columns, (text) => print.style("bold", text)));
  return report;
}

import type { HoldfastClient } from "@holdfast/api/client";
import { HoldfastError, type ImportedLog, type ImportReport, type InboxEntry } from "@holdfast/core";
import type { SaidFields } from "@holdfast/importers";
import { checkReadLog, type ImportRules } from "../import/check-log.js";
import { importReport, type ReadLog } from "../import/import-logs.js";
import { recordLog } from "../import/record-log.js";
import { settleClaims } from "../import/settle-claims.js";
import { takeOutEntry } from "../import/take-out-of-inbox.js";
import { logOfEntry } from "./log-of-entry.js";

const STILL_THERE = "It still waits in the inbox: an admin takes it out with `holdfast inbox drop`.";

/** The entry that an id, or the beginning of one, names. @throws HoldfastError `not-found`, `invalid-input` */
export function entryNamed(logs: readonly InboxEntry[], typed: string): InboxEntry {
  const found = logs.filter(({ id }) => id.startsWith(typed.toLowerCase()));
  const [only, another] = found;
  if (only !== undefined && another === undefined && typed !== "") return only;
  throw new HoldfastError({
    code: only === undefined ? "not-found" : "invalid-input",
    message:
      only === undefined
        ? `no log \`${typed}\` waits in the inbox.`
        : `\`${typed}\` begins the ids of ${found.length} logs.`,
    remedy: "`holdfast inbox` lists those that wait.",
  });
}

/**
 * Binds logs that wait: copies their outcomes into the ablation, checked as an import checks them, and takes those that
 * were recorded out of the inbox. What nobody bound goes on waiting.
 *
 * @param said what was said on the command line, of all of them
 */
export async function bindInbox(
  client: Pick<HoldfastClient, "recordLines" | "outcomes" | "inboxLog" | "dropFromInbox">,
  entries: readonly InboxEntry[],
  rules: ImportRules,
  { said, isDryRun }: { readonly said: SaidFields; readonly isDryRun: boolean },
): Promise<ImportReport> {
  const check = async (entry: InboxEntry) =>
    checkReadLog(entry.file, logOfEntry(await client.inboxLog(entry.id), said), rules);
  const read: (Omit<ReadLog, "file"> & { readonly entry: InboxEntry })[] = [];
  for (const entry of entries) {
    const { lines: _lines, unbound: _unbound, ...rest } = await check(entry);
    read.push({ ...rest, entry });
  }
  const logs: ImportedLog[] = [];
  for (const { report, entry } of settleClaims(read)) {
    let log = report;
    if (report.state === "ready" && !isDryRun) {
      log = await recordLog(client, await check(entry), rules);
      const isOut = log.state !== "recorded" || (await takeOutEntry(client, entry.id));
      if (!isOut) log = { ...log, notes: [...log.notes, STILL_THERE] };
    }
    logs.push(log);
  }
  return importReport(rules, logs, { passedOver: 0, isDryRun });
}

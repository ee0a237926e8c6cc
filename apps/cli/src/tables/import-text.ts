import type { ImportedLog, ImportReport } from "@holdfast/core";
import { countText, plural } from "./number-text.js";
import { textTable } from "./text-table.js";

function checkpointText({ run, stage, step }: ImportedLog): string {
  return [run, stage, step === null ? null : `step ${step}`].filter((part) => part !== null).join(" ") || "?";
}

/** Who said it: one word where one said all of it. */
function fromText({ from }: ImportedLog): string {
  const by = Object.entries(from);
  const sources = new Set(by.map(([, source]) => source));
  if (sources.size <= 1) return [...sources][0] ?? "";
  return by.map(([field, source]) => `${field}: ${source}`).join(", ");
}

function outcomeText({ outcomes }: ImportedLog): string {
  const [first] = outcomes;
  if (first === undefined) return "-";
  const evals = new Set(outcomes.map((outcome) => outcome.eval));
  const metrics = outcomes.map(({ eval: of, metric }) => (evals.size === 1 ? metric : `${of} ${metric}`));
  return `${evals.size === 1 ? `${first.eval} ` : ""}${[...new Set(metrics)].join(", ")}`;
}

function scoreText({ outcomes }: ImportedLog): string {
  const scores = outcomes.reduce((sum, outcome) => sum + outcome.scores, 0);
  const unscored = outcomes.reduce((sum, outcome) => sum + outcome.unscored, 0);
  if (scores === 0) return "-";
  return unscored === 0 ? countText(scores) : `${countText(scores)} (${countText(unscored)} unscored)`;
}

function stateText(log: ImportedLog): string {
  if (log.state !== "recorded") return log.state;
  return log.added === 0 ? "nothing new" : "recorded";
}

function tableOf(logs: readonly ImportedLog[], columns: number, bold: (text: string) => string): string {
  return textTable(
    [
      { heading: "log", least: 20 },
      { heading: "" },
      { heading: "checkpoint", least: 14 },
      { heading: "said by", least: 8 },
      { heading: "outcomes", least: 14 },
      { heading: "scores", align: "right", least: 8 },
    ],
    logs.map((log) => [
      log.file,
      stateText(log),
      checkpointText(log),
      fromText(log),
      outcomeText(log),
      scoreText(log),
    ]),
    columns,
    bold,
  );
}

function remarksOf(log: ImportedLog): string[] {
  if (log.reason !== null) return [`${log.state}: ${log.reason}`];
  return [
    ...log.leftOut.map(({ what, why, count }) => `left out: ${what} (${countText(count)}): ${why}.`),
    ...log.notes.map((note) => `note: ${note}`),
  ];
}

/** Every remark once, with the logs that it is about. */
function remarks(logs: readonly ImportedLog[]): string[] {
  const about = new Map<string, string[]>();
  for (const log of logs)
    for (const remark of remarksOf(log)) about.set(remark, [...(about.get(remark) ?? []), log.file]);
  return [...about].map(([remark, files]) => {
    const [first = "", ...others] = files;
    return `${first}${others.length === 0 ? "" : ` and ${plural(others.length, "other log")}`}: ${remark}`;
  });
}

function wholeText(report: ImportReport): string {
  const { logs, isDryRun, identity, added, recognised, passedOver, leftOut } = report;
  const good = logs.filter(({ state }) => state === "ready" || state === "recorded");
  const outcomes = good.reduce((sum, log) => sum + log.outcomes.length, 0);
  const parts = [
    `${identity}: ${plural(outcomes, "outcome")} from ${countText(good.length)} of ${plural(logs.length, "log")}`,
    ...(isDryRun
      ? ["nothing was written (--dry-run)"]
      : added === 0 && good.length > 0
        ? [`nothing new, ${countText(recognised)} scores recognised`]
        : [`${countText(added)} scores added, ${countText(recognised)} recognised`]),
    ...(leftOut === 0 ? [] : [`${countText(leftOut)} left out`]),
    ...(passedOver === 0 ? [] : [`${plural(passedOver, "file")} passed over that are no logs`]),
  ];
  return parts.join("; ");
}

/** What became of one log, in one line, and a line for everything that is to be said of it. */
export function importLine(log: ImportedLog): string {
  const isGood = log.state === "recorded" || log.state === "ready";
  const said = isGood
    ? `${log.file}: ${stateText(log)}: ${checkpointText(log)}, ${outcomeText(log)}, ${plural(
        log.outcomes.reduce((sum, { scores }) => sum + scores, 0),
        "score",
      )}`
    : `${log.file}: ${log.state}: ${log.reason ?? ""}`;
  return [said, ...(isGood ? remarksOf(log).map((remark) => `  ${remark}`) : [])].join("\n");
}

/** What was not recorded, and the sum, after each log had its line. */
export function importSummary(report: ImportReport): string {
  if (report.logs.length === 0) return `${report.identity}: there were no logs.`;
  const missing = report.logs.filter(({ state }) => state === "refused" || state === "unbound");
  return [...remarks(missing), wholeText(report)].join("\n");
}

/** What became of every log, or would, for people: a table, a line for everything left out, and the sum. */
export function importText(report: ImportReport, columns: number, bold: (text: string) => string): string {
  const { logs, cluster } = report;
  if (logs.length === 0) return `${report.identity}: there are no logs.`;
  const assumed =
    cluster === null
      ? "Prompts are assumed independent (--cluster none)."
      : `Prompts of the same metadata \`${cluster}\` are one cluster.`;
  const said = remarks(logs);
  return [
    tableOf(logs, columns, bold),
    "",
    ...(said.length === 0 ? [] : [...said, ""]),
    assumed,
    wholeText(report),
  ].join("\n");
}

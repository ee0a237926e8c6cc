import type { InboxEntry, InboxList } from "@holdfast/core";
import { countText, plural } from "./number-text.js";
import { textTable } from "./text-table.js";

const SHOWN_ID = 8;

function outcomesText({ outcomes }: InboxEntry): string {
  const evals = [...new Set(outcomes.map((outcome) => outcome.eval))];
  const metrics = [...new Set(outcomes.map(({ metric }) => metric))];
  return `${evals.join(", ")} ${metrics.join(", ")}`;
}

/** The logs that wait, for people. */
export function inboxText({ logs }: InboxList, columns: number, bold: (text: string) => string): string {
  if (logs.length === 0)
    return "No log waits. `holdfast import` leaves logs here when nobody says what they are about.";
  const table = textTable(
    [
      { heading: "id", least: SHOWN_ID },
      { heading: "log", least: 20 },
      { heading: "task", least: 10 },
      { heading: "model", least: 10 },
      { heading: "outcomes", least: 14 },
      { heading: "scores", align: "right", least: 6 },
      { heading: "since", least: 10 },
    ],
    logs.map((entry) => [
      entry.id.slice(0, SHOWN_ID),
      entry.part === null ? entry.file : `${entry.file}#${entry.part}`,
      entry.task ?? "-",
      entry.model ?? "-",
      outcomesText(entry),
      countText(entry.outcomes.reduce((sum, { scores }) => sum + scores, 0)),
      entry.addedAt.slice(0, 10),
    ]),
    columns,
    bold,
  );
  const wait =
    logs.length === 1 ? "waits until somebody says what it is" : "wait until somebody says what they are";
  return `${table}\n\n${plural(logs.length, "log")} ${wait} about: holdfast inbox bind ID --arm ARM --stage STAGE`;
}

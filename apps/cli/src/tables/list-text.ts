import type { AblationList, RegistrationSummary } from "@holdfast/core";
import { countText } from "./number-text.js";
import { textTable } from "./text-table.js";

/** How many of the planned cells have outcomes, as `31/36`. */
function coverageText({ coverage }: RegistrationSummary): string {
  return coverage === null ? "" : `${countText(coverage.present)}/${countText(coverage.expected)}`;
}

/** What the last analysis said in a word, with a star where the evidence changed since. */
function verdictText({ headline }: RegistrationSummary): string {
  if (headline === null) return "";
  return `${headline.verdict?.replace("-", " ") ?? "no verdict"}${headline.outdated ? " *" : ""}`;
}

/** The registered ablations as a table. */
export function listText(
  { ablations }: AblationList,
  columns: number,
  bold: (text: string) => string,
): string {
  if (ablations.length === 0)
    return "No ablation is registered. `holdfast init` writes one to start from, `holdfast register FILE` registers it.";
  const table = textTable(
    [
      { heading: "ablation" },
      { heading: "title", least: 16 },
      { heading: "revision", align: "right" },
      { heading: "runs", align: "right" },
      { heading: "outcomes", align: "right" },
      { heading: "cells", align: "right" },
      { heading: "verdict" },
      { heading: "registered" },
    ],
    ablations.map((registration) => [
      registration.identity,
      registration.title,
      String(registration.revision),
      countText(registration.runs),
      countText(registration.outcomes),
      coverageText(registration),
      verdictText(registration),
      `${registration.registeredAt.slice(0, 10)}${registration.retrospective ? " retrospective" : ""}`,
    ]),
    columns,
    bold,
  );
  return ablations.some(({ headline }) => headline?.outdated === true)
    ? `${table}\n\n* the evidence changed since that was said`
    : table;
}

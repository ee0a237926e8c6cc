import type { AblationList } from "@holdfast/core";
import { countText } from "./number-text.js";
import { textTable } from "./text-table.js";

/** The registered ablations as a table. */
export function listText(
  { ablations }: AblationList,
  columns: number,
  bold: (text: string) => string,
): string {
  if (ablations.length === 0)
    return "No ablation is registered. `holdfast init` writes one to start from, `holdfast register FILE` registers it.";
  return textTable(
    [
      { heading: "ablation" },
      { heading: "title", least: 16 },
      { heading: "revision", align: "right" },
      { heading: "runs", align: "right" },
      { heading: "outcomes", align: "right" },
      { heading: "registered" },
    ],
    ablations.map((registration) => [
      registration.identity,
      registration.title,
      String(registration.revision),
      countText(registration.runs),
      countText(registration.outcomes),
      `${registration.registeredAt.slice(0, 10)}${registration.retrospective ? " retrospective" : ""}`,
    ]),
    columns,
    bold,
  );
}

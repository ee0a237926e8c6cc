import type { RecipeCheck } from "@holdfast/core";
import { textTable } from "./text-table.js";

function differencesText({ differences, reason }: RecipeCheck): string {
  if (differences.length === 0) return reason;
  return differences
    .map(({ setting, control, arm }) => `${setting}: ${control ?? "none"} -> ${arm ?? "none"}`)
    .join("; ");
}

/** Which arms differ from their control in more than data, as text; empty where all are matched or none was checked. */
export function recipeText(
  checks: readonly RecipeCheck[],
  columns: number,
  bold: (text: string) => string,
): string {
  const found = checks.filter(({ status }) => status !== "matched");
  if (found.length === 0) return "";
  const table = textTable(
    [
      { heading: "arm", least: 16 },
      { heading: "stage", least: 8 },
      { heading: "recipe" },
      { heading: "in what" },
    ],
    found.map((check) => [`  ${check.arm}`, check.stage, check.status, differencesText(check)]),
    columns,
    bold,
  );
  return `${bold("Matched recipe")}\n${table}`;
}

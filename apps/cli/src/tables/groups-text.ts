import type { EffectGroups } from "@holdfast/core";
import { textTable } from "./text-table.js";

type Value = EffectGroups["groups"][number][string];

function valueText(value: Value | undefined): string {
  if (value === undefined || value === null) return "-";
  return typeof value === "number" ? String(Number(value.toPrecision(4))) : String(value);
}

/** Groups of findings as a table: the keys first, then what is known of each group. */
export function groupsText(
  { groups, groupBy }: EffectGroups,
  columns: number,
  bold: (text: string) => string,
): string {
  if (groups.length === 0) return "There are no findings to group.";
  const names = [...new Set([...groupBy, ...groups.flatMap((group) => Object.keys(group))])];
  const isNumber = (name: string) => groups.some((group) => typeof group[name] === "number");
  return textTable(
    names.map((name) => ({
      heading: name,
      ...(groupBy.includes(name) ? { least: 10 } : {}),
      align: isNumber(name) && !groupBy.includes(name) ? ("right" as const) : ("left" as const),
    })),
    groups.map((group) => names.map((name) => valueText(group[name]))),
    columns,
    bold,
  );
}

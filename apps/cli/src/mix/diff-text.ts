import { type DiffComponent, type DiffSide, type MixDiff, UNKNOWN } from "@holdfast/core";
import { countText, plural } from "../tables/number-text.js";
import { paragraph } from "../tables/paragraph.js";
import { textTable } from "../tables/text-table.js";

type Known = number | typeof UNKNOWN;

function count(value: Known | undefined): string {
  if (value === undefined) return "-";
  return value === UNKNOWN ? "?" : countText(Math.round(value));
}

function signed(value: Known): string {
  if (value === UNKNOWN) return "?";
  return value === 0 ? "0" : `${value > 0 ? "+" : "-"}${countText(Math.abs(Math.round(value)))}`;
}

function percent(value: Known | undefined): string {
  if (value === undefined) return "-";
  return value === UNKNOWN ? "?" : `${(value * 100).toFixed(1)} %`;
}

function seen(side: DiffSide | null): Known | undefined {
  if (side === null) return undefined;
  return side.tokens === UNKNOWN ? UNKNOWN : side.tokens * side.epochs;
}

function rowOf({ dataset, change, a, b, tokens }: DiffComponent): string[] {
  const kind = [...new Set([a?.kind, b?.kind].filter((each) => each !== undefined))].join(" -> ");
  return [
    dataset,
    kind,
    change,
    count(seen(a)),
    count(seen(b)),
    signed(tokens),
    percent(a?.weight),
    percent(b?.weight),
    count(a?.rows),
    count(b?.rows),
  ];
}

function qualityLines({ components }: MixDiff, columns: number): string[] {
  return components.flatMap(({ dataset, quality }) => {
    const changes = Object.entries(quality).map(([name, [a, b]]) => `${name} ${a} -> ${b}`);
    return changes.length === 0 ? [] : [paragraph(`${dataset}: ${changes.join(", ")}`, columns, "  ")];
  });
}

function share(part: number, all: number): string {
  return all === 0 ? "-" : `${((part / all) * 100).toFixed(1)} %`;
}

function overlapText({ overlap }: MixDiff): string {
  if (overlap.status === "not-measured") return `Overlap of the data: not measured, ${overlap.reason}.`;
  const { rows, exact, near, threshold } = overlap;
  const of = (side: "a" | "b") =>
    `${share(near[side], rows[side])} of ${plural(rows[side], "row")} in ${side.toUpperCase()} (${share(exact[side], rows[side])} exactly)`;
  return `Overlap of the data: ${of("a")} and ${of("b")} have a near duplicate on the other side (from ${threshold} on).`;
}

/** The intervention in one table: what came, went, changed and was resized, and what the data have in common. */
export function diffText(diff: MixDiff, columns: number, bold: (text: string) => string): string {
  const right = { align: "right" } as const;
  const total = [
    "all",
    "",
    "",
    count(diff.tokens.a),
    count(diff.tokens.b),
    signed(diff.tokens.difference),
    "",
    "",
    count(diff.rows.a),
    count(diff.rows.b),
  ];
  const table = textTable(
    [
      { heading: "component", least: 14 },
      { heading: "kind", least: 10 },
      { heading: "change" },
      { heading: "tokens A", ...right },
      { heading: "tokens B", ...right },
      { heading: "B - A", ...right },
      { heading: "weight A", ...right },
      { heading: "weight B", ...right },
      { heading: "rows A", ...right },
      { heading: "rows B", ...right },
    ],
    [...diff.components.map(rowOf), total],
    columns,
    bold,
  );
  const qualities = qualityLines(diff, columns);
  return [
    `A: ${diff.a}`,
    `B: ${diff.b}`,
    "",
    table,
    "",
    ...(qualities.length === 0 ? [] : [...qualities, ""]),
    paragraph(overlapText(diff), columns),
  ].join("\n");
}

import { type Component, type Diversity, type MixMeasure, type Spread, UNKNOWN } from "@holdfast/core";
import { countText, plural } from "../tables/number-text.js";
import { paragraph } from "../tables/paragraph.js";

function percent(share: number): string {
  const text = (share * 100).toFixed(share > 0 && share < 0.1 ? 2 : 1);
  return `${text} %`;
}

function short(value: number): string {
  return Number.isInteger(value) ? countText(value) : String(Number(value.toPrecision(4)));
}

function spreadText(spread: Spread | null): string {
  if (spread === null) return "-";
  const { least, lowerQuartile, median, upperQuartile, greatest, mean } = spread;
  return `mean ${short(mean)}; ${[least, lowerQuartile, median, upperQuartile, greatest].map(short).join(" | ")} (least, quartiles, greatest)`;
}

function diversityText({ rows, uses, distinct, entropyBits, largestShare }: Diversity, noun: string): string {
  if (uses === 0) return "none";
  const parts = [
    `${countText(distinct)} distinct in ${plural(rows, "row")}`,
    ...(uses === rows ? [] : [`${countText(uses)} ${noun}`]),
    `${entropyBits.toFixed(2)} of ${Math.log2(distinct).toFixed(2)} bits`,
    `the commonest ${percent(largestShare)}`,
  ];
  return parts.join(", ");
}

function nearText({ nearDuplicates }: MixMeasure): string {
  if (nearDuplicates.status === "not-measured") return `not measured: ${nearDuplicates.reason}`;
  const { surplus, share, groups, largest, threshold, seed } = nearDuplicates;
  return `${plural(surplus, "row")} (${percent(share)}) in ${plural(groups, "group")}, the largest of ${countText(largest)}; from ${threshold} on, seed ${seed}`;
}

function reasonsText({ reasons }: MixMeasure): string {
  const { explicit, without, unknown, share } = reasons;
  if (share === UNKNOWN) return "unknown: no row declares it";
  return `${percent(share)} of the ${countText(explicit + without)} rows that declare it${unknown === 0 ? "" : `; unknown for ${plural(unknown, "row")}`}`;
}

function recordText(record: Readonly<Record<string, number>>): string {
  return Object.entries(record)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${countText(count)}`)
    .join(", ");
}

function tokensText({ tokens, tokenizer, tokensByRole }: MixMeasure): string {
  if (tokens === UNKNOWN || tokenizer === null) return "not counted (--encoding none)";
  const { library, version, encoding } = tokenizer;
  const roles = Object.keys(tokensByRole).length > 1 ? `; ${recordText(tokensByRole)}` : "";
  return `${countText(tokens)} (${encoding}, ${library} ${version})${roles}`;
}

function rowsOf(measure: MixMeasure): (readonly [string, string])[] {
  const { files, exactDuplicates, lengths, hashes, turns } = measure;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return [
    [
      "rows",
      `${countText(measure.rows)} in ${plural(files.length, "file")} (${(bytes / 1e6).toFixed(1)} MB)`,
    ],
    ["shapes", recordText(measure.shapes) || "-"],
    ["tokens", tokensText(measure)],
    [`${lengths.unit} a row`, spreadText(lengths.spread)],
    [
      "exact duplicates",
      `${plural(exactDuplicates.surplus, "row")} (${percent(exactDuplicates.share)}); ${countText(exactDuplicates.distinct)} distinct`,
    ],
    ["near duplicates", nearText(measure)],
    ["system prompts", diversityText(measure.systemPrompts, "system prompts")],
    ["tool definitions", diversityText(measure.toolDefinitions, "definitions")],
    ["tool calls", diversityText(measure.toolCalls, "calls")],
    ["turns a row", spreadText(turns.spread)],
    ["explicit reasons", reasonsText(measure)],
    ["content, in order", hashes.ordered],
    ["content, any order", hashes.unordered],
  ];
}

/** The component as YAML, to paste into the mix of an ablation file. */
export function componentYaml(component: Component): string {
  const scalar = (value: unknown) =>
    typeof value === "string" && /^[A-Za-z][\w.-]*$/.test(value) ? value : JSON.stringify(value);
  const lines = Object.entries(component).flatMap(([key, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? [`${key}:`, ...Object.entries(value).map(([name, inner]) => `  ${name}: ${scalar(inner)}`)]
      : [`${key}: ${scalar(value)}`],
  );
  return lines.map((line, at) => `${at === 0 ? "- " : "  "}${line}`).join("\n");
}

/** What was measured, for people: numbers, what was left out, and the component to paste, where it is one. */
export function measureText(
  measure: MixMeasure,
  component: Component | null,
  columns: number,
  bold: (text: string) => string,
): string {
  const rows = rowsOf(measure);
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.map(([name, text]) =>
    paragraph(
      `${name.padEnd(width)}${text}`.replace(/ (?= )/g, "\u00a0"),
      columns,
      " ".repeat(width),
    ).replaceAll("\u00a0", " "),
  );
  const said = [
    ...measure.leftOut.map(({ why, count, first }) =>
      paragraph(
        `left out (${countText(count)}): ${first}${count > 1 ? " and others" : ""}: ${why}`,
        columns,
        "  ",
      ),
    ),
    ...measure.remarks.map((remark) => paragraph(`remark: ${remark}`, columns, "  ")),
  ];
  return [
    bold(`${measure.dataset} (${measure.kind})`),
    ...lines,
    ...(said.length === 0 ? [] : ["", ...said]),
    ...(component === null
      ? []
      : ["", "To paste into the mix of an ablation file:", "", componentYaml(component)]),
  ].join("\n");
}

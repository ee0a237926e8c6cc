import type { TidyRow } from "@holdfast/core";
import type { Block, Section } from "../document.js";
import { formatQuantity } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { numberColumn, paragraph, table, textColumn, wideColumn } from "../table.js";
import { appendixCells, placeOf } from "./appendix-row.js";

/** Tables of the appendix, each with the quantities that belong in it; the last one takes what is left. */
const PARTS: readonly { readonly title: string; readonly holds: RegExp }[] = [
  { title: "Every lead", holds: /^(lead|lead-alternative|cohens-h|hedges-g|risk-ratio)$/ },
  { title: "Every level", holds: /^(level|probability-best)$/ },
  { title: "Every driver", holds: /^(driver-|share)/ },
  { title: "Every transfer", holds: /^(gap|transfer|suites-|new-suite|correlation-)/ },
  {
    title: "Every durability finding",
    holds:
      /^(lead-from|lead-to|change|retained|equivalence|level-from|level-to|end-lead|worst-level|bound|shrunken)/,
  },
  { title: "Every course", holds: /^(course|half-life)/ },
  { title: "Every origin", holds: /^origin-/ },
  {
    title: "Every effect per token",
    holds: /^(extra-tokens|per-million|arm-difference|efficiency-ratio|tokens-to|dose-|ed50|elasticity)/,
  },
  { title: "Every judge", holds: /^judge-/ },
];

const COLUMNS = [
  textColumn("Arm"),
  textColumn("Eval, after"),
  wideColumn("Number"),
  numberColumn("Estimate"),
  numberColumn("Interval or set"),
  numberColumn("p alone"),
  numberColumn("p adjusted"),
  numberColumn("Runs"),
  textColumn("Method"),
];

/** The rows of each part, in their order; the part of a quantity is found once. */
function rowsByPart(rows: readonly TidyRow[]): TidyRow[][] {
  const parts = PARTS.map((): TidyRow[] => []);
  const partOf = new Map<unknown, TidyRow[] | null>();
  for (const row of rows) {
    const { quantity } = row;
    let part = partOf.get(quantity);
    if (part === undefined) {
      const at = PARTS.findIndex(({ holds }) => typeof quantity === "string" && holds.test(quantity));
      part = parts[at] ?? null;
      partOf.set(quantity, part);
    }
    part?.push(row);
  }
  return parts;
}

/** Rows about the same thing, together and in their order. */
function together(rows: readonly TidyRow[]): TidyRow[][] {
  const groups = new Map<string, TidyRow[]>();
  for (const row of rows) {
    const key = placeOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

/** Every finding: both targets, both scales, p-values as they are and adjusted. */
export function appendixSection({ subject }: ReportMatter, rows: readonly TidyRow[]): Section | null {
  if (rows.length === 0) return null;
  const byPart = rowsByPart(rows);
  const parts = PARTS.map(({ title }, index) => ({ title, rows: byPart[index] ?? [] })).filter(
    (part) => part.rows.length > 0,
  );
  const blocks = parts.flatMap(({ title, rows: own }): Block[] => [
    { kind: "subheading", text: title },
    table(
      title,
      COLUMNS,
      together(own).map((rowsOfOne) => appendixCells(subject, rowsOfOne)),
    ),
  ]);
  return {
    id: "appendix",
    title: "Appendix: every finding",
    blocks: [
      paragraph(
        `${formatQuantity(rows.length, "number")}, on both scales and for both targets, with p-values as they are and as they count within their family. Differences of rates are in points, shares in percent, log odds as they are. The same table with every digit is the CSV of this report.`,
      ),
      ...blocks,
    ],
  };
}

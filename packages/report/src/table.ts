import type { Block, Cell, Column, Inline, RowGroup, Text } from "./document.js";

type TableBlock = Extract<Block, { kind: "table" }>;

/** A column of words. */
export function textColumn(title: string): Column {
  return { title, align: "text" };
}

/** A column of phrases. */
export function wideColumn(title: string): Column {
  return { title, align: "text", wide: true };
}

/** A column of numbers. */
export function numberColumn(title: string): Column {
  return { title, align: "number" };
}

export function strong(text: string): Inline {
  return { kind: "strong", text };
}

export function code(text: string): Inline {
  return { kind: "code", text };
}

export function muted(text: string): Inline {
  return { kind: "muted", text };
}

/** A name that is not broken over lines. */
export function nowrap(text: string): Inline {
  return { kind: "nowrap", text };
}

/** What is not there, in a cell. */
export const NOTHING: Inline = muted("–");

/** What nobody stated. */
export const UNKNOWN_TEXT: Inline = muted("unknown");

/** A table without headings inside. */
export function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): TableBlock {
  return groupedTable(label, columns, [{ heading: null, rows }]);
}

/** A table with headings inside; groups without rows are left out. */
export function groupedTable(
  label: string,
  columns: readonly Column[],
  groups: readonly RowGroup[],
): TableBlock {
  return { kind: "table", label, columns, groups: groups.filter(({ rows }) => rows.length > 0) };
}

export function paragraph(text: Text, tone?: "lead" | "note"): Block {
  return tone === undefined ? { kind: "paragraph", text } : { kind: "paragraph", text, tone };
}

/** Words joined as a sentence does it: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1);
  if (words.length < 2 || last === undefined) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${last}`;
}

import Table from "cli-table3";
import { paragraph } from "./paragraph.js";

/** One column: its heading, how it is aligned, and whether it may be narrowed and wrapped. */
export interface Column {
  readonly heading: string;
  readonly align?: "left" | "right";
  /** The fewest characters it may be narrowed to; without it, it is not narrowed. */
  readonly least?: number;
}

/** A row of cells, or a text over the whole width that heads the rows after it. */
export type Row = readonly string[] | string;

const GAP = 2;
const NO_LINES = Object.fromEntries(
  [
    ...["top", "top-mid", "top-left", "top-right", "bottom", "bottom-mid", "bottom-left", "bottom-right"],
    ...["left", "left-mid", "mid", "mid-mid", "right", "right-mid"],
  ].map((name) => [name, ""]),
);

/** Cuts a word into pieces that fit, preferably after `-`, `_`, `.`, `+` or `@`. */
function pieces(word: string, width: number): string[] {
  if (word.length <= width) return [word];
  const head = word.slice(0, width);
  const soft = Math.max(...["-", "_", ".", "+", "@", "/"].map((mark) => head.lastIndexOf(mark) + 1));
  const cut = soft >= width / 2 ? soft : width;
  return [word.slice(0, cut), ...pieces(word.slice(cut), width)];
}

/** Wraps a cell; blanks before its first word are kept before every line. */
function wrapped(text: string, width: number): string {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const room = Math.max(1, width - indent.length);
  const lines: string[] = [];
  for (const word of text.trim().split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...pieces(word, room));
  }
  return lines.map((line) => `${indent}${line}`.trimEnd()).join("\n");
}

function widthsOf(columns: readonly Column[], rows: readonly (readonly string[])[], total: number): number[] {
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const surplus = () => widths.reduce((sum, width) => sum + width, GAP * (columns.length - 1)) - total;
  while (surplus() > 0) {
    const widest = columns
      .map(({ least }, index) => ({
        index,
        room: (widths[index] ?? 0) - (least ?? Number.POSITIVE_INFINITY),
      }))
      .sort((a, b) => b.room - a.room)[0];
    if (widest === undefined || widest.room <= 0) break;
    widths[widest.index] = (widths[widest.index] ?? 1) - 1;
  }
  return widths;
}

/**
 * A table of text without lines, wrapped to `width` characters by narrowing the columns that may shrink.
 *
 * @param style applied to the headings
 */
export function textTable(
  columns: readonly Column[],
  rows: readonly Row[],
  width: number,
  style: (text: string) => string = (text) => text,
): string {
  const cellRows = rows.filter((row) => typeof row !== "string");
  const widths = widthsOf(columns, cellRows, width);
  const table = new Table({
    chars: { ...NO_LINES, middle: " ".repeat(GAP) },
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    colAligns: columns.map(({ align }) => align ?? "left"),
    head: columns.map(({ heading }) => style(heading)),
  });
  for (const row of cellRows)
    table.push(columns.map((_, index) => wrapped(row[index] ?? "", Math.max(1, widths[index] ?? 1))));
  const [head = "", ...body] = table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
  return withSections(head, body, rows, widths, width).join("\n");
}

/** Puts the texts between rows back in their places; a row of cells has as many lines as its tallest cell. */
function withSections(
  head: string,
  body: readonly string[],
  rows: readonly Row[],
  widths: readonly number[],
  total: number,
): string[] {
  const lines = [head];
  let at = 0;
  for (const row of rows) {
    if (typeof row === "string") {
      lines.push(...(lines.length > 1 ? [""] : []), paragraph(row, total));
      continue;
    }
    const height = Math.max(
      1,
      ...widths.map((width, index) => wrapped(row[index] ?? "", Math.max(1, width)).split("\n").length),
    );
    lines.push(...body.slice(at, at + height));
    at += height;
  }
  return lines;
}

import { type Cell, type Column, inlinesOf, linesOf, type Text } from "../document.js";
import { escapeTex } from "./escape-tex.js";

/** A table in the manner of booktabs: rules at top, middle and bottom alone. */
export interface TexTable {
  /** What `\\ref` calls it. */
  readonly label: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

function textTex(text: Text): string {
  return inlinesOf(text)
    .map((inline) => {
      if (typeof inline === "string") return escapeTex(inline);
      const escaped = escapeTex(inline.text);
      return inline.kind === "strong" ? `\\textbf{${escaped}}` : escaped;
    })
    .join("");
}

function rowTex(cells: readonly Cell[]): string {
  return `${cells.map((cell) => linesOf(cell).map(textTex).join(", ")).join(" & ")} \\\\`;
}

/** The table as a float that a paper can take in as it is. */
export function texTable({ label, caption, columns, rows }: TexTable): string {
  return [
    "\\begin{table}",
    "\\centering",
    `\\caption{${escapeTex(caption)}}`,
    `\\label{${label}}`,
    `\\begin{tabular}{${columns.map(({ align }) => (align === "number" ? "r" : "l")).join("")}}`,
    "\\toprule",
    rowTex(columns.map(({ title }) => title)),
    "\\midrule",
    ...rows.map(rowTex),
    "\\bottomrule",
    "\\end{tabular}",
    "\\end{table}",
  ].join("\n");
}

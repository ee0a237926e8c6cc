import { csvLine } from "../csv/csv-line.js";
import type { Exhibit } from "../exhibit.js";
import { standaloneSvg } from "../figures/drawing.js";
import { texTable } from "../tex/tex-table.js";

/** The exhibit as a file of its own, or null where it has no figure to be one. */
export function writeExhibit(exhibit: Exhibit, format: "svg" | "csv" | "tex"): string | null {
  const { id, title, figure, table, tidy } = exhibit;
  switch (format) {
    case "svg":
      return figure === null ? null : standaloneSvg(figure);
    case "csv":
      return [tidy.columns, ...tidy.rows].map((row) => `${csvLine(row)}\n`).join("");
    case "tex": {
      const rows = table.groups.flatMap((group) => group.rows);
      return `${texTable({ label: `tab:${id}`, caption: title, columns: table.columns, rows })}\n`;
    }
  }
}

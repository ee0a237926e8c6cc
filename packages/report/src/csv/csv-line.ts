import { cleanText } from "../clean-text.js";

/** Text that a spreadsheet would take for a formula is given an apostrophe, which spreadsheets do not show. */
function csvText(text: string): string {
  const clean = cleanText(text);
  const inert = /^[=+\-@\t\n]/.test(clean) ? `'${clean}` : clean;
  return /[",\n']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

/** One row of CSV (RFC 4180), without its end; null is an empty cell. */
export function csvLine(cells: readonly (string | number | boolean | null | undefined)[]): string {
  return cells
    .map((cell) => {
      if (cell === null || cell === undefined) return "";
      return typeof cell === "string" ? csvText(cell) : String(cell);
    })
    .join(",");
}

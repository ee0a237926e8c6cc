import { cleanText } from "../clean-text.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { TIDY_COLUMNS, type TidyRow, tidyFindings } from "./tidy-findings.js";

/** Text that a spreadsheet would take for a formula is given an apostrophe, which spreadsheets do not show. */
function csvText(text: string): string {
  const clean = cleanText(text);
  const inert = /^[=+\-@\t\n]/.test(clean) ? `'${clean}` : clean;
  return /[",\n']/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

function csvCell(value: TidyRow[keyof TidyRow]): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? csvText(value) : String(value);
}

/** Every level, lead and retention of the report, one number a row (RFC 4180, with line feeds). */
export function renderCsv(input: ReportInput): string {
  const rows = tidyFindings(matterOf(input));
  const lines = rows.map((row) => TIDY_COLUMNS.map((column) => csvCell(row[column])).join(","));
  return [TIDY_COLUMNS.join(","), ...lines].map((line) => `${line}\n`).join("");
}

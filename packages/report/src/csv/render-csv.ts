import { TIDY_COLUMNS, tidyFindings, tidyWhole } from "@holdfast/core";
import type { ReportInput } from "../report-input.js";
import { csvLine } from "./csv-line.js";

/** Every finding of the report, one number a row (RFC 4180, with line feeds). */
export function renderCsv({ registration, analysis }: ReportInput): string {
  const whole = tidyWhole(analysis);
  const lines = tidyFindings(registration.ablation, analysis).map((row) =>
    csvLine(TIDY_COLUMNS.map((column) => row[column] ?? whole[column])),
  );
  return [TIDY_COLUMNS.join(","), ...lines].map((line) => `${line}\n`).join("");
}

import type { ComparisonReport } from "@holdfast/core";
import { renderHtml } from "../html/render-html.js";
import { renderMarkdown } from "../markdown/render-markdown.js";
import type { ReportInput } from "../report-input.js";
import { compareReports } from "./compare-reports.js";
import { comparisonDocument } from "./comparison-document.js";

/** The forms in which two ablations can be written beside each other. */
export type ComparisonFormat = "html" | "markdown" | "json";

/**
 * Writes two ablations beside each other.
 *
 * @throws HoldfastError `invalid-input` where both are one ablation
 */
export function renderComparison(first: ReportInput, second: ReportInput, format: ComparisonFormat): string {
  const comparison: ComparisonReport = compareReports(first, second);
  if (format === "json") return `${JSON.stringify(comparison, null, 2)}\n`;
  const document = comparisonDocument(comparison, first, second);
  return format === "html" ? renderHtml(document) : renderMarkdown(document);
}

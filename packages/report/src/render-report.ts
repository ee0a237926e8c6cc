import { renderHtml } from "./html/render-html.js";
import { renderMarkdown } from "./markdown/render-markdown.js";
import { reportDocument } from "./report-document.js";
import type { ReportInput } from "./report-input.js";

/** The forms in which a report can be written. */
export type ReportFormat = "html" | "markdown";

/**
 * Writes the report of one ablation: the answer, the registered plan, the evidence with its holes, effects,
 * durability, claims, warnings, methods and fingerprints. A pure function: same input, same bytes.
 *
 * @param input the registration, its analysis, and the analysis with what was set aside, if there is one
 * @returns one self-contained HTML file, or GitHub-flavoured Markdown with the same content
 */
export function renderReport(input: ReportInput, format: ReportFormat): string {
  const report = reportDocument(input);
  return format === "html" ? renderHtml(report) : renderMarkdown(report);
}

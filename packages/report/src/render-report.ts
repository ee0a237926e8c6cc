import { renderCsv } from "./csv/render-csv.js";
import { renderHtml } from "./html/render-html.js";
import { renderMarkdown } from "./markdown/render-markdown.js";
import { renderJson } from "./render-json.js";
import { reportDocument } from "./report-document.js";
import type { ReportInput } from "./report-input.js";
import { renderTex } from "./tex/render-tex.js";

/** The forms in which a report can be written. */
export type ReportFormat = "html" | "markdown" | "tex" | "json" | "csv";

/**
 * Writes the report of one ablation: the answer, the registered plan, the evidence with its holes, effects,
 * durability, claims, warnings, methods and fingerprints. A pure function: same input, same bytes.
 *
 * @param input the registration, its analysis, and the analysis with what was set aside, if there is one
 * @returns one self-contained HTML file, or GitHub-flavoured Markdown with the same content; tables of effects and
 * durability for LaTeX; the data that it is made of as JSON; or its levels, leads and retentions as CSV, one a row
 */
export function renderReport(input: ReportInput, format: ReportFormat): string {
  switch (format) {
    case "html":
      return renderHtml(reportDocument(input));
    case "markdown":
      return renderMarkdown(reportDocument(input));
    case "tex":
      return renderTex(input);
    case "json":
      return renderJson(input);
    case "csv":
      return renderCsv(input);
  }
}

import { createHash } from "node:crypto";
import { carriedText, OPEN_SEAL, sealed } from "@holdfast/core";
import type { ReportDocument } from "../document.js";
import { sectionHtml } from "./blocks.js";
import { escapeHtml } from "./escape-html.js";
import { REPORT_SCRIPT } from "./script.js";
import { REPORT_CSS } from "./styles.js";

function sourceHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

/** The policy under which a report is complete: its own sheet, its own script, and nothing from anywhere. */
export function reportSecurityPolicy(): string {
  return [
    "default-src 'none'",
    `style-src ${sourceHash(REPORT_CSS)}`,
    `script-src ${sourceHash(REPORT_SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** One self-contained HTML file. */
export function renderHtml(report: ReportDocument): string {
  const stamps = report.stamps.map((stamp) => `<li><span class="badge">${escapeHtml(stamp)}</span></li>`);
  const facts = report.facts.map((fact) => `<li>${escapeHtml(fact)}</li>`);
  const contents = report.sections.map(
    ({ id, title }) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(title)}</a></li>`,
  );
  const carried =
    report.carried === null
      ? ""
      : `<script type="application/json" id="holdfast-report">${carriedText(report.carried)}</script>\n`;
  return sealed(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(reportSecurityPolicy())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Holdfast">
<title>${escapeHtml(`${report.title} · ${report.identity}`)}</title>
<style>${REPORT_CSS}</style>
</head>
<body>
<a class="skip" href="#answer">To the answer</a>
<div class="sheet">
<header>
<p class="identity">${escapeHtml(report.identity)}</p>
<h1>${escapeHtml(report.title)}</h1>
<p class="question">${escapeHtml(report.question)}</p>
<ul class="facts">${[...stamps, ...facts].join("")}</ul>
</header>
<nav aria-label="Contents"><ol>${contents.join("")}</ol></nav>
<main>
${report.sections.map(sectionHtml).join("\n")}
</main>
<footer>${escapeHtml(report.colophon)}</footer>
</div>
${carried}<script>${REPORT_SCRIPT}</script>
</body>
</html>
${report.carried === null ? "" : `<!-- ${OPEN_SEAL} -->\n`}`);
}

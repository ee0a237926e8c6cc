import { inertJson, OPEN_SEAL, sealed } from "@holdfast/core";
import {
  type Block,
  type Cell,
  type Inline,
  inlinesOf,
  linesOf,
  type ReportDocument,
  type Text,
} from "../document.js";
import { escapeMarkdown, markdownCode } from "./escape-markdown.js";

function inlineMarkdown(inline: Inline): string {
  if (typeof inline === "string") return escapeMarkdown(inline);
  const text = escapeMarkdown(inline.text);
  switch (inline.kind) {
    case "strong": {
      const [, before = "", core = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
      return core === "" ? text : `${before}**${core}**${after}`;
    }
    case "code":
      return markdownCode(inline.text);
    case "link":
      return /^https?:\/\/[^\s()<>]+$/i.test(inline.href) ? `[${text}](${inline.href})` : text;
    case "muted":
    case "nowrap":
    case "badge":
      return text;
  }
}

function textMarkdown(text: Text): string {
  return inlinesOf(text).map(inlineMarkdown).join("");
}

function cellMarkdown(cell: Cell): string {
  return linesOf(cell).map(textMarkdown).join("<br>") || " ";
}

function tableMarkdown({ columns, groups }: Extract<Block, { kind: "table" }>): string {
  const head = `| ${columns.map(({ title }) => escapeMarkdown(title)).join(" | ")} |`;
  const rule = `| ${columns.map(({ align }) => (align === "number" ? "---:" : "---")).join(" | ")} |`;
  const body = groups.flatMap(({ heading, rows }) => [
    ...(heading === null
      ? []
      : [
          `| **${escapeMarkdown(heading)}** | ${columns
            .slice(1)
            .map(() => " ")
            .join(" | ")} |`,
        ]),
    ...rows.map((row) => `| ${row.map(cellMarkdown).join(" | ")} |`),
  ]);
  return [head, rule, ...body].join("\n");
}

function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return textMarkdown(block.text);
    case "subheading":
      return `### ${escapeMarkdown(block.text)}`;
    case "list":
      return block.items.map((item) => `- ${textMarkdown(item)}`).join("\n");
    case "facts":
      return block.items
        .map(({ term, text }) => `- **${escapeMarkdown(term)}:** ${textMarkdown(text)}`)
        .join("\n");
    case "callout":
      return `> **${escapeMarkdown(block.title)}.** ${textMarkdown(block.text)}`;
    case "figure":
      return `*${escapeMarkdown(block.title)} (drawn in the HTML report).* ${textMarkdown(block.caption)}`;
    case "table":
      return tableMarkdown(block);
  }
}

/** The same report in GitHub's Markdown; figures are their captions and tables. */
export function renderMarkdown(report: ReportDocument): string {
  const stamps = report.stamps.map((stamp) => `**${escapeMarkdown(stamp)}**`);
  const facts = [markdownCode(report.identity), ...stamps, ...report.facts.map(escapeMarkdown)].join(" · ");
  const sections = report.sections.map(({ title, blocks }) =>
    [`## ${escapeMarkdown(title)}`, ...blocks.map(blockMarkdown)].join("\n\n"),
  );
  const stamp =
    report.carried === null
      ? []
      : [`<!-- holdfast-report ${inertJson(report.carried.stamp)} ${OPEN_SEAL} -->`];
  const text = `${[`# ${escapeMarkdown(report.title)}`, facts, escapeMarkdown(report.question), ...sections, "---", escapeMarkdown(report.colophon), ...stamp].join("\n\n")}\n`;
  return sealed(text);
}

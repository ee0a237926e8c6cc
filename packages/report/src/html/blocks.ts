import { type Block, type Cell, type Column, linesOf, type Section } from "../document.js";
import { escapeHtml } from "./escape-html.js";
import { textHtml } from "./inline.js";

function cellHtml(cell: Cell, column: Column | undefined, head: boolean): string {
  const tag = head ? "th" : "td";
  const scope = head ? ' scope="row"' : "";
  const name = column?.align === "number" ? ' class="number"' : column?.wide === true ? ' class="wide"' : "";
  const lines = linesOf(cell);
  const [only] = lines;
  const body =
    lines.length === 1 && only !== undefined
      ? textHtml(only)
      : lines.map((line) => `<span class="line">${textHtml(line)}</span>`).join("");
  return `<${tag}${scope}${name}>${body}</${tag}>`;
}

function tableHtml(block: Extract<Block, { kind: "table" }>): string {
  const { columns, groups, label } = block;
  const head = columns
    .map(
      ({ title, align }) =>
        `<th scope="col"${align === "number" ? ' class="number"' : ""}>${escapeHtml(title)}</th>`,
    )
    .join("");
  const body = groups
    .map(({ heading, rows }) => {
      const title =
        heading === null
          ? ""
          : `<tr class="group"><th colspan="${columns.length}" scope="rowgroup">${escapeHtml(heading)}</th></tr>`;
      const lines = rows
        .map(
          (row) =>
            `<tr>${row.map((cell, index) => cellHtml(cell, columns[index], index === 0)).join("")}</tr>`,
        )
        .join("\n");
      return `<tbody>${title}${lines}</tbody>`;
    })
    .join("\n");
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(label)}, table"><table><thead><tr>${head}</tr></thead>\n${body}</table></div>`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `<p${block.tone === undefined ? "" : ` class="${block.tone}"`}>${textHtml(block.text)}</p>`;
    case "subheading":
      return `<h3>${escapeHtml(block.text)}</h3>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${textHtml(item)}</li>`).join("\n")}</ul>`;
    case "facts":
      return `<dl>${block.items.map(({ term, text }) => `<div><dt>${escapeHtml(term)}</dt><dd>${textHtml(text)}</dd></div>`).join("\n")}</dl>`;
    case "callout":
      return `<aside class="callout"><strong>${escapeHtml(block.title)}</strong> ${textHtml(block.text)}</aside>`;
    case "figure":
      return `<figure aria-label="${escapeHtml(block.title)}"><div class="canvas" tabindex="0" role="region" aria-label="${escapeHtml(block.title)}, figure">${block.svg}</div><figcaption>${textHtml(block.caption)}</figcaption></figure>`;
    case "table":
      return tableHtml(block);
  }
}

/** A section with its anchor. */
export function sectionHtml({ id, title, blocks }: Section): string {
  return `<section id="${escapeHtml(id)}" aria-labelledby="${escapeHtml(id)}-title">\n<h2 id="${escapeHtml(id)}-title">${escapeHtml(title)}</h2>\n${blocks.map(blockHtml).join("\n")}\n</section>`;
}

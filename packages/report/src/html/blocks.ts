import { type Block, type Cell, type Column, linesOf, type Section, type Text } from "../document.js";
import { formatCount } from "../format.js";
import { escapeHtml } from "./escape-html.js";
import { textHtml } from "./inline.js";

/** A table of more rows scrolls in its own window, so that what comes after it is not pages away. */
const MOST_ROWS = 24;

/** A list of more items shows its first ones and folds the others away. */
const MOST_ITEMS = 12;
const FIRST_ITEMS = 8;

function cellHtml(cell: Cell, column: Column | undefined, head: boolean): string {
  const tag = head ? "th" : "td";
  const scope = head ? ' scope="row"' : "";
  const name = column?.align === "number" ? ' class="number"' : column?.wide === true ? ' class="wide"' : "";
  const lines = linesOf(cell);
  const body = lines.map(textHtml).join("<br>");
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
  const count = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const isTall = count > MOST_ROWS;
  const note = isTall
    ? `<p class="note rows">${formatCount(count)} rows<span class="on-screen">: scroll in the table.</span></p>`
    : "";
  return `<div class="scroll${isTall ? " tall" : ""}" tabindex="0" role="region" aria-label="${escapeHtml(label)}, table"><table><thead><tr>${head}</tr></thead>\n${body}</table></div>${note}`;
}

function listHtml(items: readonly Text[]): string {
  const list = (some: readonly Text[]) =>
    `<ul>${some.map((item) => `<li>${textHtml(item)}</li>`).join("\n")}</ul>`;
  if (items.length <= MOST_ITEMS) return list(items);
  const rest = items.slice(FIRST_ITEMS);
  return `${list(items.slice(0, FIRST_ITEMS))}<details><summary>${formatCount(rest.length)} more</summary>${list(rest)}</details>`;
}

/** A block as HTML, escaped. */
export function blockHtml(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return `<p${block.tone === undefined ? "" : ` class="${block.tone}"`}>${textHtml(block.text)}</p>`;
    case "subheading":
      return `<h3>${escapeHtml(block.text)}</h3>`;
    case "list":
      return listHtml(block.items);
    case "facts":
      return `<dl>${block.items.map(({ term, text, id }) => `<div${id === undefined ? "" : ` id="${escapeHtml(id)}"`}><dt>${escapeHtml(term)}</dt><dd>${textHtml(text)}</dd></div>`).join("\n")}</dl>`;
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

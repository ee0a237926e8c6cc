import { type Inline, inlinesOf, type Text } from "../document.js";
import { escapeHtml } from "./escape-html.js";

function inlineHtml(inline: Inline): string {
  if (typeof inline === "string") return escapeHtml(inline);
  const text = escapeHtml(inline.text);
  switch (inline.kind) {
    case "strong":
      return `<strong>${text}</strong>`;
    case "code":
      return `<code>${text}</code>`;
    case "muted":
      return `<span class="muted">${text}</span>`;
    case "nowrap":
      return `<span class="nowrap">${text}</span>`;
    case "badge":
      return `<span class="badge ${inline.tone}">${text}</span>`;
    case "link":
      if (/^#[\w-]+$/.test(inline.href)) return `<a href="${inline.href}">${text}</a>`;
      return /^https?:\/\//i.test(inline.href)
        ? `<a href="${escapeHtml(inline.href)}" rel="noreferrer">${text}</a>`
        : text;
  }
}

/** A text as HTML, escaped. */
export function textHtml(text: Text): string {
  return inlinesOf(text).map(inlineHtml).join("");
}

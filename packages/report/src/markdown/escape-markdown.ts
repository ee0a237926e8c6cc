import { cleanText } from "../clean-text.js";

/**
 * Text that GitHub's Markdown shows as it is: no mark-up, no HTML, no table cell ends within it.
 * Line breaks become spaces, so that it can stand in a table, a heading or a list.
 */
export function escapeMarkdown(text: string): string {
  return cleanText(text)
    .replace(/\s*\n\s*/g, " ")
    .replace(/[\\`*_[\]<>|~&$]/g, (character) => `\\${character}`)
    .replace(/^(\s*)([#+=-])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2");
}

/** A code span for identities, fingerprints and ids; text that could end one is escaped instead. */
export function markdownCode(text: string): string {
  return /^[\w.@:+/-]+$/.test(text) ? `\`${text}\`` : escapeMarkdown(text);
}

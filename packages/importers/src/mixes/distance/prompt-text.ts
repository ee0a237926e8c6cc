import { chatContent } from "../rows/chat-content.js";
import { isMembers } from "../rows/members.js";

/** What a prompt says: a text, or all that a list of messages says; undefined for what is neither. */
export function promptText(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every(isMembers)) return undefined;
  return chatContent(value, "")
    .texts.map(({ text }) => text)
    .join("\n\n");
}

/** The id of a record as a text: a text or a number that is there. */
export function idIn(record: Readonly<Record<string, unknown>>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number" || typeof value === "bigint") return String(value);
  }
  return undefined;
}

import { type Warning, warningRank } from "@holdfast/core";
import { countText } from "./number-text.js";
import { paragraph } from "./paragraph.js";

function counted(count: number, text: string, width: number): string {
  return `  ${`${countText(count)}x`.padStart(5)} ${paragraph(text, width - 8, " ".repeat(8))}`;
}

/** Each kind of warning once, the weightiest and then the most frequent first, with how often it stands and its first message. */
export function warningList(
  warnings: readonly Warning[],
  width: number,
  style: (text: string) => string,
): string {
  const byCode = new Map<Warning["code"], { count: number; readonly messages: Set<string> }>();
  for (const { code, message } of warnings) {
    const found = byCode.get(code) ?? { count: 0, messages: new Set<string>() };
    found.count += 1;
    found.messages.add(message);
    byCode.set(code, found);
  }
  if (byCode.size === 0) return "";
  const lines = [...byCode]
    .sort(
      ([a, left], [b, right]) =>
        warningRank(a) - warningRank(b) || right.count - left.count || (a < b ? -1 : 1),
    )
    .map(([code, { count, messages }]) => {
      const [first = ""] = messages;
      const others = messages.size - 1;
      const more = others === 0 ? "" : ` (and ${others} more of the kind)`;
      return counted(count, `${code}: ${first}${more}`, width);
    });
  return `${style("Warnings")}\n${lines.join("\n")}`;
}

/** Reasons with how often each is given, most frequent first. */
export function reasonList(
  title: string,
  reasons: readonly string[],
  width: number,
  style: (text: string) => string,
): string {
  if (reasons.length === 0) return "";
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const lines = [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([reason, count]) => counted(count, reason, width));
  return `${style(title)}\n${lines.join("\n")}`;
}

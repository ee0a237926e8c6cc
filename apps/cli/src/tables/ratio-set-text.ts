import type { RatioSet } from "@holdfast/core";
import { shareText } from "./number-text.js";

/** The set of the retained share: `0.61 to 0.95`, `outside 0.2 to 3.1`, `0.4 or more`, `any`. */
export function ratioSetText(set: RatioSet | null): string {
  if (set === null) return "-";
  const { kind, lower, upper } = set;
  if (kind === "unbounded") return "any";
  if (kind === "exclusive") return `outside ${shareText(lower)} to ${shareText(upper)}`;
  if (kind === "half-line")
    return lower === null ? `${shareText(upper)} or less` : `${shareText(lower)} or more`;
  return `${shareText(lower)} to ${shareText(upper)}`;
}

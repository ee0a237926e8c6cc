import type { RecipeCheck } from "@holdfast/core";

const LISTED = 4;

function differencesText({ differences, reason }: RecipeCheck): string {
  if (differences.length === 0) return reason;
  const shown = differences
    .slice(0, LISTED)
    .map(({ setting, control, arm }) => `${setting} ${control ?? "not set"} -> ${arm ?? "not set"}`);
  const more = differences.length - shown.length;
  return `${shown.join(", ")}${more === 0 ? "" : `, and ${more} more`}`;
}

const names = (checks: readonly RecipeCheck[]) => [...new Set(checks.map(({ arm }) => arm))].join(", ");

/** Which arms differ from their control in more than data; nothing where all are matched. */
export function recipeSentences(checks: readonly RecipeCheck[]): string[] {
  const differing = checks.filter(({ status }) => status === "differs");
  const unknown = checks.filter(({ status }) => status === "unknown");
  return [
    ...differing.map(
      (check) =>
        `${check.arm} differs from ${check.control} at ${check.stage} in more than data (${differencesText(check)}): its lead there is not that of the data alone.`,
    ),
    ...(unknown.length === 0
      ? []
      : [`Whether they differ from their control in more than data is not recorded for: ${names(unknown)}.`]),
  ];
}

import type { BoundMlflowRun, MlflowRunList } from "@holdfast/core";
import { plural } from "./number-text.js";
import { paragraph } from "./paragraph.js";

/** Runs that are named behind a fault before the rest of them are counted. */
const MOST_NAMED = 3;

/** What one run logged and is no outcome: metrics that are at fault, and files that were refused. */
function faultsOf({ faults, files }: BoundMlflowRun): readonly string[] {
  return [
    ...faults,
    ...files
      .filter(({ imported }) => imported === "refused")
      .map(({ path, note }) => `${path} was refused: ${note ?? "no reason was kept."}`),
  ];
}

/** What runs of MLflow logged that was not recorded as outcomes, each reason once with its runs; empty where there is none. */
export function mlflowFaultsText({ runs }: MlflowRunList, columns: number): string {
  const named = new Map<string, string[]>();
  for (const run of runs)
    for (const fault of faultsOf(run)) named.set(fault, [...(named.get(fault) ?? []), run.run]);
  if (named.size === 0) return "";
  const lines = [...named].map(([fault, keys]) => {
    const rest = keys.length - MOST_NAMED;
    const more = rest > 0 ? ` and ${plural(rest, "more run")}` : "";
    return paragraph(`- ${keys.slice(0, MOST_NAMED).join(", ")}${more}: ${fault}`, columns);
  });
  return ["Logged through MLflow and not recorded as outcomes:", ...lines].join("\n");
}

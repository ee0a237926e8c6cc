import type { RunRecord } from "@holdfast/core";
import { countText } from "./number-text.js";
import { textTable } from "./text-table.js";

function stateText({ state, excluded }: RunRecord): string {
  const status = state === null ? "-" : state.status;
  return excluded === null ? status : `${status}, set aside`;
}

/** Runs as a table: where each comes from, how it stands, and how much of it there is. */
export function runsText(
  runs: readonly RunRecord[],
  columns: number,
  bold: (text: string) => string,
): string {
  if (runs.length === 0)
    return "There is no such run. A run is there from its first outcome, or once it is registered.";
  return textTable(
    [
      { heading: "run", least: 16 },
      { heading: "status" },
      { heading: "started" },
      { heading: "from", least: 12 },
      { heading: "stages", least: 8 },
      { heading: "checkpoints", align: "right" },
      { heading: "outcomes", align: "right" },
      { heading: "metrics", align: "right" },
    ],
    runs.map((run) => [
      run.run,
      stateText(run),
      run.state?.startedAt?.slice(0, 16).replace("T", " ") ?? "-",
      run.parent === null
        ? "-"
        : `${run.parentRun ?? ""} ${run.parent.stage}${run.parent.step === null ? "" : ` ${run.parent.step}`}`.trim(),
      run.stages.join(", ") || "-",
      ...[run.checkpoints, run.outcomes, run.metrics].map(countText),
    ]),
    columns,
    bold,
  );
}

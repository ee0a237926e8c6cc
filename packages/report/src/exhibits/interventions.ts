import type { Intervention } from "@holdfast/core";
import type { Exhibit } from "../exhibit.js";
import { nowrap, numberColumn, table, textColumn } from "../table.js";

/** What was changed by hand in the lives of runs; null where nothing was. */
export function interventionsExhibit(interventions: readonly Intervention[]): Exhibit | null {
  if (interventions.length === 0) return null;
  return {
    id: "interventions",
    title: "Runs that were changed on their way",
    figure: null,
    caption:
      "An intervention splits the course of its run: how fast a lead fades is fitted before and after it, not across.",
    table: table(
      "Interventions",
      [
        textColumn("Run"),
        textColumn("Stage"),
        numberColumn("Step"),
        textColumn("Change"),
        textColumn("Why"),
        textColumn("By"),
      ],
      interventions.map(({ run, stage, step, change, reason, author }) => [
        nowrap(run),
        stage,
        String(step),
        change,
        reason,
        author,
      ]),
    ),
    tidy: {
      columns: ["run", "stage", "step", "change", "reason", "author"],
      rows: interventions.map(({ run, stage, step, change, reason, author }) => [
        run,
        stage,
        step,
        change,
        reason,
        author,
      ]),
    },
    methods: [],
  };
}

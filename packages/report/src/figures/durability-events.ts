import type { Intervention } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import type { Subject } from "../subject.js";
import { label } from "./drawing.js";
import type { PlacedRow } from "./durability-layout.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED } from "./palette.js";
import type { TimeAxis } from "./time-axis.js";

/** The arm of a run, by its key. */
export function armOfRun(run: string): string {
  return run.split("/").slice(0, -2).join("/");
}

/** Where a run of the row was changed by hand: a line through lead and levels, with a flag above it. */
export function eventMarks(
  subject: Subject,
  { row, top, stripBottom }: PlacedRow,
  axis: TimeAxis,
  interventions: readonly Intervention[],
): Plot.Markish[] {
  const arms = new Set(row.series.map(({ arm }) => arm));
  const seen = interventions.flatMap((one) => {
    const arm = armOfRun(one.run);
    const x = arms.has(arm) ? axis.between(one.stage, one.step) : null;
    const said = `Run ${one.run} was changed at ${one.stage} ${one.step}: ${one.change}. Why: ${one.reason}. By ${one.author}.`;
    return x === null ? [] : [{ x, step: one.step, colour: armStyle(subject, arm).ink, title: label(said) }];
  });
  if (seen.length === 0) return [];
  const [first] = seen;
  return [
    Plot.link(seen, {
      x1: "x",
      x2: "x",
      y1: top - 4,
      y2: stripBottom,
      stroke: MUTED,
      strokeWidth: 1,
      strokeDasharray: "2 3",
    }),
    Plot.dot(seen, {
      x: "x",
      y: top - 7,
      symbol: "triangle",
      rotate: 180,
      r: 4,
      fill: "colour",
      title: "title",
    }),
    lettering(
      first === undefined
        ? []
        : [
            {
              x: first.x + 8,
              y: top - 7,
              text: seen.length === 1 ? "run changed" : "runs changed",
              fill: MUTED,
            },
          ],
      "start",
      { fontSize: 10.5 },
    ),
  ];
}

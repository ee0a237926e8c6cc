import { conditionKey } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { contextOf, momentText, runsPair, type Subject, unitFor } from "../subject.js";
import { groupedTable, muted, nowrap, numberColumn, strong, textColumn } from "../table.js";
import { printBareLevel, printDifference } from "../unit.js";
import type { FollowedPart } from "./followed-part.js";

type Trajectory = FollowedPart["trajectories"][number];

function rowsOf(subject: Subject, trajectory: Trajectory): Cell[][] {
  const unit = unitFor(subject, trajectory);
  return trajectory.points.map((point, index) => {
    const printed = printDifference({ estimate: point.lead, interval: point.interval }, unit);
    const band = printDifference({ estimate: point.lead, interval: point.band }, unit);
    const context = contextOf(subject, trajectory, point.condition);
    return [
      index === 0 ? nowrap(trajectory.arm) : muted(trajectory.arm),
      {
        lines: [
          momentText({ stage: point.stage, steps: [point.step] }),
          ...(context === "" ? [] : [muted(context)]),
        ],
      },
      strong(printed.value),
      printed.interval ?? muted("no interval"),
      band.interval ?? muted("no band"),
      `${printBareLevel(point.armLevel, unit)} v ${printBareLevel(point.controlLevel, unit)}`,
      point.runs + point.controlRuns === 0 ? muted("none named") : runsPair(point.runs, point.controlRuns),
    ];
  });
}

/** The lines of the headline figure as numbers: every lead at every checkpoint. */
export function leadsOverTimeExhibit(
  subject: Subject,
  { trajectories }: Pick<FollowedPart, "trajectories">,
): Exhibit | null {
  if (trajectories.length === 0) return null;
  const evals = [...new Set(trajectories.map(({ eval: id }) => id))];
  return {
    id: "leads-over-time",
    title: "Every lead at every checkpoint",
    figure: null,
    caption:
      "The lines of the figure as numbers. The interval is that of one lead alone; the band holds over all moments of the line at once.",
    table: groupedTable(
      "Leads over time",
      [
        ...[textColumn("Arm"), textColumn("Moment"), numberColumn("Lead"), numberColumn("Interval")],
        ...[numberColumn("Band"), numberColumn("Levels, arm v control"), numberColumn("Runs")],
      ],
      evals.map((id) => ({
        heading: id,
        rows: trajectories.filter((one) => one.eval === id).flatMap((one) => rowsOf(subject, one)),
      })),
    ),
    tidy: {
      columns: [
        ...["arm", "control", "eval", "metric", "judge", "stage", "step", "condition"],
        ...["lead", "lower", "upper", "level", "bandLower", "bandUpper"],
        ...["armLevel", "controlLevel", "runs", "controlRuns"],
      ],
      rows: trajectories.flatMap(({ arm, control, eval: id, metric, judge, points }) =>
        points.map(
          ({ stage, step, condition, lead, interval, band, armLevel, controlLevel, runs, controlRuns }) => [
            ...[arm, control, id, metric, judge, stage, step, conditionKey(condition)],
            ...[lead, interval?.lower ?? null, interval?.upper ?? null, interval?.level ?? null],
            ...[band?.lower ?? null, band?.upper ?? null, armLevel, controlLevel, runs, controlRuns],
          ],
        ),
      ),
    },
    methods: ["simultaneous-band"],
  };
}

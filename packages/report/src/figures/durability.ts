import type { Ablation, Durability, Intervention, Trajectory } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { betterSign, type Subject, subjectOf } from "../subject.js";
import { printBareLevel } from "../unit.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { eventMarks } from "./durability-events.js";
import {
  AXIS_LEFT,
  GAUGE,
  LABEL_LEFT,
  layOut,
  onlyCheckpoints,
  PLOT_RIGHT,
  type PlacedRow,
  SHARE_RIGHT,
  WIDTH,
} from "./durability-layout.js";
import { leadMarks } from "./durability-lead.js";
import { durabilityRows, type TrajectoryPoint } from "./durability-rows.js";
import { shareMarks } from "./durability-share.js";
import { fitName, fitParts, fitText, spread, textWidth } from "./fit-text.js";
import { leadEnds } from "./lead-ends.js";
import { lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE } from "./palette.js";
import { isPlanned, PLANNED_CHOICE, type RetentionChoice } from "./retention-choice.js";
import { type TimeAxis, timeAxis } from "./time-axis.js";

/** Bold letters are as wide as those of a plain face this much larger. */
const BOLD_SIZE = 14.5;
/** From the left edge to where the shares begin. */
const TITLE_WIDTH = 715;
const HEAD = 24;
const FOOT = 46;

function titleMarks(subject: Subject, placed: PlacedRow): Plot.Markish[] {
  const { row, titleY, group, groupTop, unit } = placed;
  const measured = label(subject.evals.get(row.eval)?.title ?? row.eval);
  const name = row.arm === null ? measured : label(row.arm);
  const better = betterSign(subject, row) < 0 ? "lower is better" : "higher is better";
  const title = row.arm === null ? fitText(name, 280, BOLD_SIZE) : fitName(name, 420, BOLD_SIZE);
  const parts = [
    measured === row.eval && row.arm === null ? "" : row.eval,
    row.context,
    `lead${unit.difference === "" ? "" : ` in ${unit.difference}`}`,
    better,
  ].filter((part) => part !== "");
  const told = row.arm === null || group !== null ? parts : placed.isNewContext ? [row.context] : [];
  const detail = fitParts(told, TITLE_WIDTH - textWidth(title, BOLD_SIZE));
  return [
    ...(group === null
      ? []
      : [
          ...(groupTop > HEAD + 8
            ? [
                Plot.link([0], {
                  x1: 0,
                  x2: WIDTH,
                  y1: groupTop,
                  y2: groupTop,
                  stroke: INK,
                  strokeWidth: 1.25,
                }),
              ]
            : []),
          lettering([{ x: 0, y: groupTop + 14, text: fitText(label(group), WIDTH), fill: MUTED }], "start", {
            fontWeight: 700,
          }),
        ]),
    lettering(
      [
        {
          x: 0,
          y: titleY,
          text: title,
          ...(row.arm === null ? {} : { fill: armStyle(subject, row.arm).ink }),
        },
      ],
      "start",
      { fontWeight: 700, fontSize: 13.5 },
    ),
    lettering(
      [
        {
          x: textWidth(title, BOLD_SIZE) + 12,
          y: titleY,
          text: detail,
          fill: MUTED,
        },
      ],
      "start",
    ),
  ];
}

/** The thin strip under the lead: the levels of arm and control themselves. */
function stripMarks(subject: Subject, placed: PlacedRow, axis: TimeAxis): Plot.Markish[] {
  const { row, stripTop, stripBottom, levelUnit } = placed;
  const [first] = row.series;
  const spotsOf = (points: readonly TrajectoryPoint[], side: "armLevel" | "controlLevel") =>
    points.flatMap((point) => {
      const level = point[side];
      return level === null ? [] : [{ x: axis.at(point), y: placed.level(level), level }];
    });
  const lines = [
    ...(first === undefined
      ? []
      : [
          {
            ink: "var(--hf-control-ink)",
            colour: "var(--hf-control)",
            points: spotsOf(first.points, "controlLevel"),
          },
        ]),
    ...row.series.map(({ arm, points }) => ({
      ink: armStyle(subject, arm).ink,
      colour: armStyle(subject, arm).colour,
      points: spotsOf(points, "armLevel"),
    })),
  ];
  const ends = lines.flatMap(({ ink, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ y: last.y, text: printBareLevel(last.level, levelUnit), fill: ink }];
  });
  const spots = spread(
    ends.map(({ y }) => y),
    12,
    stripTop + 2,
    stripBottom + 2,
  );
  return [
    Plot.rect([0], {
      x1: AXIS_LEFT,
      x2: PLOT_RIGHT,
      y1: stripTop,
      y2: stripBottom,
      fill: "var(--hf-tint)",
      fillOpacity: 0.03,
    }),
    lettering([{ x: AXIS_LEFT - 8, y: (stripTop + stripBottom) / 2, text: "level", fill: MUTED }], "end", {
      fontSize: 11,
    }),
    lettering(
      ends.length > 0
        ? []
        : [{ x: AXIS_LEFT + 18, y: (stripTop + stripBottom) / 2, text: "not known here", fill: MUTED }],
      "start",
      { fontSize: 11 },
    ),
    ...lines.flatMap(({ colour, points }) => [
      Plot.line(points, { x: "x", y: "y", stroke: colour, strokeWidth: 1.5 }),
      Plot.dot(points, { x: "x", y: "y", r: 1.9, fill: colour }),
    ]),
    lettering(
      ends.map(({ text, fill }, index) => ({ x: LABEL_LEFT, y: spots[index] ?? 0, text, fill })),
      "start",
      { fontSize: 11 },
    ),
  ];
}

function axisMarks(axis: TimeAxis, bottom: number): Plot.Markish[] {
  return [
    lettering(
      axis.ticks.map(({ x, text }) => ({ x, y: bottom + 14, text: label(text), fill: MUTED })),
      "middle",
      { fontSize: 11 },
    ),
    Plot.link(
      axis.spans.filter(({ from, to }) => to > from),
      { x1: "from", x2: "to", y1: bottom + 24, y2: bottom + 24, stroke: RULE, strokeWidth: 1.5 },
    ),
    lettering(
      axis.spans.map(({ from, to, text }) => ({
        x: (from + to) / 2,
        y: bottom + 35,
        text: label(text),
        fill: MUTED,
      })),
      "middle",
      { fontSize: 11 },
    ),
  ];
}

/** Leads over time, and what was made of them. */
interface FollowedLeads {
  readonly trajectories: readonly Trajectory[];
  readonly durability: readonly Durability[];
}

export interface DurabilityFigureOptions {
  readonly id: string;
  /** Another scale or target than the plan's: known at the stages that were compared, and not between them. */
  readonly choice?: RetentionChoice;
  /** Each arm in a row of its own, where an eval has more arms than share one. */
  readonly isRowAnArm?: boolean;
  readonly interventions?: readonly Intervention[];
}

/**
 * The headline figure: the lead of each arm over stages and steps with its simultaneous band, the lead it started
 * from as a dashed line with what counts as retained and as lost tinted, the levels in a strip beneath, and the
 * retained share with its verdict at the right edge. One row an eval, held-out evals below a rule.
 *
 * @returns undefined when no lead was seen at two moments
 */
export function durabilityFigure(
  ablation: Ablation,
  { trajectories, durability }: FollowedLeads,
  { id, choice = PLANNED_CHOICE, isRowAnArm = false, interventions = [] }: DurabilityFigureOptions,
): Figure | undefined {
  const subject = subjectOf(ablation);
  const followed = durability.every((one) => isPlanned(one, choice))
    ? trajectories
    : leadEnds(durability, choice);
  const rows = durabilityRows(subject, followed, durability, { choice, isRowAnArm });
  const moments = rows.flatMap(({ series }) => series.flatMap(({ points }) => points));
  if (new Set(moments.map(({ stage, step }) => `${stage} ${step}`)).size < 2) return undefined;
  const placed = layOut(subject, rows, HEAD + 8, choice);
  const most = Math.max(...rows.map(({ series }) => series.length));
  const right = PLOT_RIGHT - (most > 1 ? most * GAUGE + 14 : 16);
  const axis = timeAxis(subject, moments, AXIS_LEFT + 18, right);
  const height = Math.ceil(placed.bottom) + FOOT;
  const lanes = placed.rows.flatMap((row) => row.lanes);
  const judged = lanes.length > 0;
  const shareTitle = onlyCheckpoints(rows)
    ? "share of the lead retained, for these checkpoints"
    : "share of the lead retained";
  const marks = [
    ...(judged ? [lettering([{ x: SHARE_RIGHT, y: 10, text: shareTitle, fill: MUTED }], "end")] : []),
    lettering([{ x: 0, y: 10, text: "arm minus control over time", fill: MUTED }], "start"),
    Plot.link([0], { x1: 0, x2: WIDTH, y1: HEAD - 4, y2: HEAD - 4, stroke: RULE }),
    ...placed.rows.flatMap((row) => [
      ...titleMarks(subject, row),
      ...eventMarks(subject, row, axis, interventions),
      ...leadMarks(subject, row, axis),
      ...stripMarks(subject, row, axis),
      ...shareMarks(subject, row),
    ]),
    ...axisMarks(axis, placed.bottom),
  ];
  const drawn = panel(0, 0, pixelChart(WIDTH, height, marks));
  return compose(
    id,
    "The lead of each arm over stages and steps, and how much of it is retained",
    { width: WIDTH, height },
    [drawn],
  );
}

import type { Ablation, Analysis } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { betterSign, type Subject, subjectOf } from "../subject.js";
import { printBareLevel } from "../unit.js";
import { compose, type Figure, label, panel } from "./drawing.js";
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
import { durabilityRows } from "./durability-rows.js";
import { shareMarks } from "./durability-share.js";
import { fitParts, fitText, spread, textWidth } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE } from "./palette.js";
import { type TimeAxis, timeAxis } from "./time-axis.js";

/** Bold letters are as wide as those of a plain face this much larger. */
const BOLD_SIZE = 14.5;
/** From the left edge to where the shares begin. */
const TITLE_WIDTH = 715;
const HEAD = 24;
const FOOT = 46;

function titleMarks(subject: Subject, placed: PlacedRow): Plot.Markish[] {
  const { row, titleY, group, groupTop, unit } = placed;
  const name = label(subject.evals.get(row.eval)?.title ?? row.eval);
  const better = betterSign(subject, row) < 0 ? "lower is better" : "higher is better";
  const title = fitText(name, 280, BOLD_SIZE);
  const parts = [
    name === row.eval ? "" : row.eval,
    row.context,
    `lead${unit.difference === "" ? "" : ` in ${unit.difference}`}`,
    better,
  ].filter((part) => part !== "");
  const detail = fitParts(parts, TITLE_WIDTH - textWidth(title, BOLD_SIZE));
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
          lettering([{ x: 0, y: groupTop + 14, text: group, fill: MUTED }], "start", { fontWeight: 700 }),
        ]),
    lettering([{ x: 0, y: titleY, text: title }], "start", { fontWeight: 700, fontSize: 13.5 }),
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
  const { row, stripTop, stripBottom, unit } = placed;
  const [first] = row.series;
  const lines = [
    ...(first === undefined
      ? []
      : [
          {
            ink: "var(--hf-control-ink)",
            colour: "var(--hf-control)",
            points: first.points.map((point) => ({
              x: axis.at(point),
              y: placed.level(point.controlLevel),
              level: point.controlLevel,
            })),
          },
        ]),
    ...row.series.map(({ arm, points }) => ({
      ...armStyle(subject, arm),
      points: points.map((point) => ({
        x: axis.at(point),
        y: placed.level(point.armLevel),
        level: point.armLevel,
      })),
    })),
  ].map((line) => ({ ink: line.ink, colour: line.colour, points: line.points }));
  const ends = lines.flatMap(({ ink, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ y: last.y, text: printBareLevel(last.level, unit), fill: ink }];
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

/**
 * The headline figure: the lead of each arm over stages and steps with its simultaneous band, the lead it started
 * from as a dashed line with what counts as retained and as lost tinted, the levels in a strip beneath, and the
 * retained share with its verdict at the right edge. One row an eval, held-out evals below a rule.
 *
 * @returns undefined when no lead was seen at two moments
 */
export function durabilityFigure(
  ablation: Ablation,
  { trajectories, durability }: Pick<Analysis, "trajectories" | "durability">,
  options: { readonly id: string },
): Figure | undefined {
  const subject = subjectOf(ablation);
  const rows = durabilityRows(subject, trajectories, durability);
  const moments = rows.flatMap(({ series }) => series.flatMap(({ points }) => points));
  if (new Set(moments.map(({ stage, step }) => `${stage} ${step}`)).size < 2) return undefined;
  const placed = layOut(subject, rows, HEAD + 8);
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
      ...leadMarks(subject, row, axis),
      ...stripMarks(subject, row, axis),
      ...shareMarks(subject, row),
    ]),
    ...axisMarks(axis, placed.bottom),
  ];
  const drawn = panel(0, 0, pixelChart(WIDTH, height, marks));
  return compose(
    options.id,
    "The lead of each arm over stages and steps, and how much of it is retained",
    { width: WIDTH, height },
    [drawn],
  );
}

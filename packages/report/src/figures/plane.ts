import * as Plot from "@observablehq/plot";
import type { ReportMatter } from "../report-input.js";
import { generalizationSentence } from "../sentences/generalization-sentence.js";
import type { Subject } from "../subject.js";
import { clamp } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, textWidth } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { armStyle, MUTED, SURFACE } from "./palette.js";
import {
  type PlaneFrame,
  planeFrame,
  planeFrameMarks,
  planeFrameObstacles,
  planeZoneName,
} from "./plane-frame.js";
import { type Box, planeLabels } from "./plane-labels.js";
import { planeNumbers } from "./plane-numbers.js";
import type { PlaneLead, PlanePoint, PlanePoints } from "./plane-points.js";

const WIDTH = 960;
const FOOT = 44;
const LABEL_SIZE = 12.5;
const LABEL_WIDTH = 190;

interface Bar {
  readonly from: number;
  readonly to: number;
  readonly isCut: { readonly from: boolean; readonly to: boolean };
}

/** The interval of a lead between the edges of the plane. */
function barOf({ interval }: PlaneLead, lower: number, upper: number): Bar | null {
  if (interval === null) return null;
  const from = interval.lower ?? Number.NEGATIVE_INFINITY;
  const to = interval.upper ?? Number.POSITIVE_INFINITY;
  return {
    from: clamp(from, [lower, upper]),
    to: clamp(to, [lower, upper]),
    isCut: { from: from < lower, to: to > upper },
  };
}

interface Placed {
  readonly point: PlanePoint;
  readonly x: number;
  readonly y: number;
  readonly across: Bar | null;
  readonly up: Bar | null;
}

function placedOf(points: readonly PlanePoint[], frame: PlaneFrame): Placed[] {
  return points.map((point) => ({
    point,
    x: frame.x(clamp(point.near.estimate, [frame.from.x, frame.to.x])),
    y: frame.y(clamp(point.far.estimate, [frame.from.y, frame.to.y])),
    across: barOf(point.near, frame.from.x, frame.to.x),
    up: barOf(point.far, frame.from.y, frame.to.y),
  }));
}

function crossMarks(
  subject: Subject,
  frame: PlaneFrame,
  { point, x, y, across, up }: Placed,
): Plot.Markish[] {
  const { colour, symbol } = armStyle(subject, point.arm);
  const title = label(point.title);
  const bar = {
    stroke: colour,
    strokeWidth: 2,
    strokeOpacity: point.isSolid ? 0.85 : 0.5,
    title: () => title,
  };
  const heads = [
    ...(across?.isCut.from === true ? [{ x: frame.left, y, turn: -90 }] : []),
    ...(across?.isCut.to === true ? [{ x: frame.right, y, turn: 90 }] : []),
    ...(up?.isCut.from === true ? [{ x, y: frame.bottom, turn: 180 }] : []),
    ...(up?.isCut.to === true ? [{ x, y: frame.top, turn: 0 }] : []),
  ];
  return [
    ...(across === null
      ? []
      : [Plot.link([0], { x1: frame.x(across.from), x2: frame.x(across.to), y1: y, y2: y, ...bar })]),
    ...(up === null
      ? []
      : [Plot.link([0], { x1: x, x2: x, y1: frame.y(up.from), y2: frame.y(up.to), ...bar })]),
    ...heads.map((head) =>
      Plot.dot([0], { x: head.x, y: head.y, symbol: "triangle", rotate: head.turn, r: 3.2, fill: colour }),
    ),
    Plot.dot([0], {
      ...{ x, y, r: 6, symbol: across === null && up === null ? "diamond" : symbol },
      ...{ fill: point.isSolid ? colour : SURFACE, stroke: colour, strokeWidth: 2 },
      title: () => title,
    }),
  ];
}

function obstaclesOf(placed: readonly Placed[], frame: PlaneFrame): (Box & { readonly weight: number })[] {
  return placed.flatMap(({ x, y, across, up }) => [
    { left: x - 9, right: x + 9, top: y - 9, bottom: y + 9, weight: 14 },
    ...(across === null
      ? []
      : [{ left: frame.x(across.from), right: frame.x(across.to), top: y - 2, bottom: y + 2, weight: 1.5 }]),
    ...(up === null
      ? []
      : [{ left: x - 2, right: x + 2, top: frame.y(up.to), bottom: frame.y(up.from), weight: 1.5 }]),
  ]);
}

/**
 * The plane of generalization: the lead of each arm near its training data against its lead far from it, both turned
 * so that up and right are better. On the dashed diagonal both are equal; the shaded zone is that of suppression. The
 * pairs of evals behind a mean are faint dots.
 *
 * @returns undefined where no arm has both leads
 */
export function planeFigure(
  { subject }: Pick<ReportMatter, "subject">,
  { points, dots }: PlanePoints,
  options: { readonly id: string },
): Figure | undefined {
  if (points.length === 0) return undefined;
  const pairs = dots.flatMap((pair) => {
    const { near, far } = pair;
    return near.lead === null || far.lead === null
      ? []
      : [{ pair, near: { ...near.lead, interval: null }, far: { ...far.lead, interval: null } }];
  });
  const frame = planeFrame([...points, ...pairs]);
  const placed = placedOf(points, frame);
  const texts = points.map(({ arm }) => fitName(label(arm), LABEL_WIDTH, LABEL_SIZE));
  const labels = planeLabels(
    placed.map(({ x, y }, index) => ({ x, y, width: textWidth(texts[index] ?? "", LABEL_SIZE) })),
    [...obstaclesOf(placed, frame), ...planeFrameObstacles(frame)],
    frame,
    [planeZoneName(frame)],
  );
  const captions = (anchor: "start" | "end") =>
    lettering(
      labels.flatMap((spot, index) =>
        spot?.anchor === anchor
          ? [
              {
                ...{ x: spot.x, y: spot.y, text: texts[index] ?? "" },
                fill: armStyle(subject, points[index]?.arm ?? "").ink,
              },
            ]
          : [],
      ),
      anchor,
      { fontSize: 12, fontWeight: 600, stroke: SURFACE, strokeWidth: 3.5 },
    );
  const numbers = planeNumbers(subject, points, frame.top);
  const size = { width: WIDTH, height: Math.max(frame.bottom + FOOT, numbers.bottom) };
  const marks = [
    ...planeFrameMarks(frame),
    ...pairs.map(({ pair, near, far }) =>
      Plot.dot([0], {
        ...{ x: frame.x(near.estimate), y: frame.y(far.estimate), r: 2.5 },
        ...{ fill: armStyle(subject, pair.arm).colour, fillOpacity: 0.45 },
        title: () => label(generalizationSentence(pair)),
      }),
    ),
    ...labels.flatMap((spot, index) =>
      spot?.isAway !== true
        ? []
        : [
            Plot.link([0], {
              ...{ x1: placed[index]?.x ?? 0, y1: placed[index]?.y ?? 0 },
              ...{ x2: spot.x + (spot.anchor === "start" ? -2 : 2), y2: spot.y },
              ...{ stroke: MUTED, strokeOpacity: 0.6, strokeWidth: 0.8 },
            }),
          ],
    ),
    ...placed.flatMap((one) => crossMarks(subject, frame, one)),
    captions("start"),
    captions("end"),
    ...numbers.marks,
  ];
  return compose(options.id, "Leads near the training data against leads far from it", size, [
    panel(0, 0, pixelChart(size.width, size.height, marks)),
  ]);
}

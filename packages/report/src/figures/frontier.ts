import type { Ablation, Efficiency } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { subjectOf, unitFor } from "../subject.js";
import { clamp, domainAround } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName } from "./fit-text.js";
import { isoEfficiencies, tokenAxis } from "./frontier-axes.js";
import { type Frame, frameMarks, isoMarks } from "./frontier-frame.js";
import { frontierNumbers } from "./frontier-numbers.js";
import { type FrontierArm, frontierArms } from "./frontier-rows.js";
import { frontierTitle } from "./frontier-title.js";
import { labelSpots, type Obstacle } from "./label-spots.js";
import { lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, SURFACE } from "./palette.js";

const WIDTH = 960;
const PLOT_LEFT = 48;
const PLOT_RIGHT = 604;
const COLUMN = 96;
const TOP = 48;
const LEAST_HEIGHT = 330;
const ROW = 34;
const FOOT = 52;
const LABEL_SIZE = 12.5;
/** Arms that stand as near as this to each other are set beside each other. */
const NEAR = 13;

interface Spot {
  readonly one: FrontierArm;
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
  readonly isCut: { readonly low: boolean; readonly high: boolean };
}

/** Moves what would stand on each other to both sides. */
function beside(xs: readonly number[]): number[] {
  const order = xs.map((_, index) => index).sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0) || a - b);
  const placed = [...xs];
  let group: number[] = [];
  const settle = () => {
    const middle = group.reduce((sum, index) => sum + (xs[index] ?? 0), 0) / Math.max(1, group.length);
    for (const [at, index] of group.entries()) placed[index] = middle + (at - (group.length - 1) / 2) * NEAR;
    group = [];
  };
  for (const index of order) {
    const last = group.at(-1);
    if (last !== undefined && (xs[index] ?? 0) - (xs[last] ?? 0) >= NEAR) settle();
    group.push(index);
  }
  settle();
  return placed;
}

/** Places in the column of arms that have no more tokens than their control, in their order. */
function columnPlaces(count: number): (index: number) => number {
  return (index) => PLOT_LEFT + ((index + 0.5) / count) * COLUMN;
}

function spotsOf(arms: readonly FrontierArm[], at: (one: FrontierArm) => number, frame: Frame): Spot[] {
  const xs = beside(arms.map(at));
  return arms.map((one, index) => {
    const end = (value: number | null, open: number) => value ?? open;
    const low = end(one.interval?.lower ?? null, Number.NEGATIVE_INFINITY);
    const high = end(one.interval?.upper ?? null, Number.POSITIVE_INFINITY);
    const [least, most] = [frame.domain[0] / frame.factor, frame.domain[1] / frame.factor];
    return {
      one,
      x: xs[index] ?? 0,
      y: frame.y(one.gain),
      low: frame.y(clamp(low, [least, most])),
      high: frame.y(clamp(high, [least, most])),
      isCut: { low: low < least, high: high > most },
    };
  });
}

/** From the cheapest arm that nothing beats to the best: level until the next one, then up to it. */
function frontierPath(spots: readonly Spot[], right: number): { x: number; y: number }[] {
  const members = spots
    .filter(({ one }) => one.isOnFrontier)
    .sort((a, b) => a.one.extra - b.one.extra || a.one.gain - b.one.gain);
  const path = members.flatMap(({ x, y }, index) => {
    const before = members[index - 1];
    return before === undefined
      ? [{ x, y }]
      : [
          { x, y: before.y },
          { x, y },
        ];
  });
  const last = path.at(-1);
  return last === undefined ? [] : [...path, { x: right, y: last.y }];
}

/**
 * What the data of each arm bought: its improvement over the control against the tokens beyond the control's on a log
 * axis, quiet lines of equal effect per million tokens, and the frontier of arms that no other one beats with fewer.
 *
 * @returns undefined where no arm has a lead and more tokens than its control
 */
export function frontierFigure(
  ablation: Ablation,
  efficiency: Efficiency,
  options: { readonly id: string },
): Figure | undefined {
  const subject = subjectOf(ablation);
  const unit = unitFor(subject, efficiency);
  const { drawn } = frontierArms(subject, efficiency);
  const more = drawn.filter(({ extra }) => extra > 0);
  const level = drawn.filter(({ extra }) => extra <= 0);
  if (more.length === 0) return undefined;
  const left = level.length === 0 ? PLOT_LEFT + 8 : PLOT_LEFT + COLUMN + 26;
  const height = Math.max(LEAST_HEIGHT, drawn.length * ROW + 30);
  const ends = drawn.flatMap(({ gain, interval }) =>
    [gain, interval?.lower ?? gain, interval?.upper ?? gain].map((value) => value * unit.factor),
  );
  const domain = domainAround(ends, 0.08);
  const frame: Frame = {
    ...{ left: PLOT_LEFT, right: PLOT_RIGHT, top: TOP, bottom: TOP + height, domain, factor: unit.factor },
    y: (gain) => TOP + height - ((gain * unit.factor - domain[0]) / (domain[1] - domain[0])) * height,
  };
  const axis = tokenAxis(
    more.map(({ extra }) => extra),
    left,
    PLOT_RIGHT,
  );
  const placeOf = columnPlaces(level.length);
  const spots = [
    ...spotsOf(level, (one) => placeOf(level.indexOf(one)), frame),
    ...spotsOf(more, ({ extra }) => axis.at(extra), frame),
  ];
  const rates = more.map(({ gain, extra }) => (gain * unit.factor * 1e6) / extra);
  const bars: Obstacle[] = spots.flatMap(({ x, y, low, high }) => [
    { left: x - 6, right: x + 6, top: y - 6, bottom: y + 6, weight: 12 },
    { left: x - 2, right: x + 2, top: high, bottom: low, weight: 3 },
  ]);
  const path = frontierPath(spots, PLOT_RIGHT);
  const lines = path.slice(1).map((to, index): Obstacle => {
    const from = path[index] ?? to;
    return {
      left: Math.min(from.x, to.x),
      right: Math.max(from.x, to.x),
      top: Math.min(from.y, to.y) - 1,
      bottom: Math.max(from.y, to.y) + 1,
      weight: 4,
    };
  });
  const names = spots.map(({ one }) => fitName(label(one.arm.arm), 170, LABEL_SIZE));
  const labels = labelSpots(
    spots.map(({ x, y }, index) => ({ x, y, text: names[index] ?? "" })),
    [...bars, ...lines],
    frame,
    LABEL_SIZE,
  );
  const captions = (anchor: "start" | "end") =>
    lettering(
      labels.flatMap((spot, index) => {
        const arm = spots[index]?.one.arm.arm ?? "";
        const text = names[index] ?? "";
        return spot.anchor === anchor
          ? [{ x: spot.x, y: spot.y, text, fill: armStyle(subject, arm).ink }]
          : [];
      }),
      anchor,
      { fontSize: 12, fontWeight: 600, stroke: SURFACE, strokeWidth: 3.5 },
    );
  const size = {
    width: WIDTH,
    height: Math.max(TOP + height + FOOT, frontierNumbers(subject, efficiency, drawn, TOP).bottom),
  };
  const marks = [
    ...frameMarks(frame, axis, unit, level.length > 0 ? left - 13 : null),
    ...isoMarks(frame, axis, isoEfficiencies(rates, 5)),
    Plot.line(path, {
      x: "x",
      y: "y",
      stroke: INK,
      strokeWidth: 1.5,
      strokeOpacity: 0.45,
      strokeLinejoin: "round",
    }),
    ...labels.map((spot, index) =>
      Plot.link(spot.isAway ? [0] : [], {
        x1: spots[index]?.x ?? 0,
        x2: spot.x - (spot.anchor === "start" ? 2 : -2),
        y1: spots[index]?.y ?? 0,
        y2: spot.y,
        stroke: MUTED,
        strokeOpacity: 0.6,
        strokeWidth: 0.8,
      }),
    ),
    ...spots.flatMap((spot) =>
      armMarks(spot, armStyle(subject, spot.one.arm.arm), frontierTitle(subject, efficiency, spot.one)),
    ),
    captions("start"),
    captions("end"),
    ...frontierNumbers(subject, efficiency, drawn, TOP).marks,
  ];
  return compose(options.id, "What the tokens of each arm bought", size, [
    panel(0, 0, pixelChart(size.width, size.height, marks)),
  ]);
}

function armMarks(
  { one, x, y, low, high, isCut }: Spot,
  { colour, symbol }: ReturnType<typeof armStyle>,
  title: string,
): Plot.Markish[] {
  const cut = [...(isCut.low ? [{ y: low, turn: 180 }] : []), ...(isCut.high ? [{ y: high, turn: 0 }] : [])];
  return [
    ...(one.interval === null
      ? []
      : [
          Plot.link([0], {
            x1: x,
            x2: x,
            y1: low,
            y2: high,
            stroke: colour,
            strokeWidth: 2,
            strokeOpacity: one.isOnFrontier ? 0.9 : 0.45,
            title: () => title,
          }),
          ...cut.map(({ y: at, turn }) =>
            Plot.dot([0], { x, y: at, symbol: "triangle", rotate: turn, r: 3.2, fill: colour }),
          ),
        ]),
    Plot.dot([0], {
      x,
      y,
      r: one.isOnFrontier ? 6 : 4.5,
      symbol: one.interval === null ? "diamond" : symbol,
      fill: one.interval === null ? SURFACE : colour,
      fillOpacity: one.isOnFrontier || one.interval === null ? 1 : 0.6,
      stroke: one.isOnFrontier ? INK : colour,
      strokeWidth: one.isOnFrontier ? 1.5 : 1.25,
      title: () => title,
    }),
  ];
}

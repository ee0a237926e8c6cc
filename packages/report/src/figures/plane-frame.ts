import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { ticksWithin } from "./domain.js";
import { lettering } from "./lettering.js";
import { MUTED, RULE, SURFACE, ZERO } from "./palette.js";
import type { Box } from "./plane-labels.js";
import type { PlaneLead, PlanePoint } from "./plane-points.js";

const LEFT = 52;
const WIDE = 536;
const TOP = 50;
const LEAST_HIGH = 330;
const MOST_HIGH = 560;
/** Shares of the scale between which a plane is drawn at most; what goes on beyond them is cut and has an arrow. */
const FURTHEST = 1.02;
/** The part of the plane that is kept for leads below the control's, so that the zone has room for its name. */
const LEAST_BELOW = 0.2;
/** The same of its width, for leads near the data. */
const LEAST_NEAR = 0.42;

/** Where the plane lies: both axes have one scale, so that the diagonal is where both leads are equal. */
export interface PlaneFrame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Shares of the scale at the edges. */
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
  readonly x: (share: number) => number;
  readonly y: (share: number) => number;
}

function reach(leads: readonly PlaneLead[]): { readonly lower: number; readonly upper: number } {
  const held = (end: number) => Math.min(FURTHEST, Math.max(-FURTHEST, end));
  const ends = leads.flatMap(({ estimate, interval }) => [
    estimate,
    held(interval?.lower ?? (interval === null ? estimate : -FURTHEST)),
    held(interval?.upper ?? (interval === null ? estimate : FURTHEST)),
  ]);
  return { lower: Math.min(0, ...ends), upper: Math.max(0.02, ...ends) };
}

/** The least plane that holds all leads and the control, with room below and left of it. */
export function planeFrame(points: readonly Pick<PlanePoint, "near" | "far">[]): PlaneFrame {
  const near = reach(points.map((point) => point.near));
  const far = reach(points.map((point) => point.far));
  const air = Math.max(near.upper - near.lower, far.upper - far.lower) * 0.06;
  let [x0, x1] = [Math.min(near.lower - air, -2 * air), near.upper + air];
  x1 = Math.max(x1, (-x0 * LEAST_NEAR) / (1 - LEAST_NEAR));
  let [y0, y1] = [far.lower - air, far.upper + air];
  y0 = Math.min(y0, -LEAST_BELOW * Math.max(y1 - y0, (x1 - x0) * (LEAST_HIGH / WIDE)));
  let scale = WIDE / (x1 - x0);
  const high = Math.min(MOST_HIGH, Math.max(LEAST_HIGH, (y1 - y0) * scale));
  if ((y1 - y0) * scale > high) {
    scale = high / (y1 - y0);
    const spare = WIDE / scale - (x1 - x0);
    x1 += spare * 0.75;
    x0 -= spare * 0.25;
  } else {
    y1 = y0 + high / scale;
  }
  const bottom = TOP + high;
  return {
    ...{ left: LEFT, right: LEFT + WIDE, top: TOP, bottom },
    from: { x: x0, y: y0 },
    to: { x: x1, y: y1 },
    x: (share) => LEFT + (share - x0) * scale,
    y: (share) => bottom - (share - y0) * scale,
  };
}

const tickText = (share: number) => {
  const points = Number((share * 100).toFixed(6));
  const decimals = Number.isInteger(points) ? 0 : Math.abs(points) < 0.1 ? 2 : 1;
  return `${points > 0 ? "+" : ""}${formatNumber(points, decimals)}`;
};

/** Multiples of the tick distance of one axis on the other. */
function multiples(step: number, lower: number, upper: number): number[] {
  const ticks: number[] = [];
  for (let index = Math.ceil(lower / step); index * step <= upper; index += 1)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** Where the name of the diagonal lies, along it near its upper end. */
function diagonalName(frame: PlaneFrame): { readonly x: number; readonly y: number } {
  const end = Math.min(frame.to.x, frame.to.y);
  return { x: frame.x(end) - 69, y: frame.y(end) + 55 };
}

/** Grid, zero lines, the diagonal, and the zone of suppression with its name. */
export function planeFrameMarks(frame: PlaneFrame): Plot.Markish[] {
  const { left, right, top, bottom, from, to } = frame;
  const [zeroX, zeroY] = [frame.x(0), frame.y(0)];
  const across = ticksWithin(from.x, to.x, 7);
  const step = (across[1] ?? 1) - (across[0] ?? 0);
  const up = multiples(step, from.y, to.y);
  const start = Math.max(from.x, from.y);
  const end = Math.min(to.x, to.y);
  const name = diagonalName(frame);
  const halo = { stroke: SURFACE, strokeWidth: 3.5 };
  return [
    Plot.rect([0], {
      ...{ x1: zeroX, x2: right, y1: zeroY, y2: bottom },
      ...{ fill: "var(--hf-arm-2)", fillOpacity: 0.1 },
    }),
    Plot.link(
      across.filter((tick) => tick !== 0),
      {
        x1: (tick: number) => frame.x(tick),
        x2: (tick: number) => frame.x(tick),
        y1: top,
        y2: bottom,
        stroke: RULE,
      },
    ),
    Plot.link(
      up.filter((tick) => tick !== 0),
      {
        x1: left,
        x2: right,
        y1: (tick: number) => frame.y(tick),
        y2: (tick: number) => frame.y(tick),
        stroke: RULE,
      },
    ),
    Plot.link([0], { x1: zeroX, x2: zeroX, y1: top, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
    Plot.link([0], { x1: left, x2: right, y1: zeroY, y2: zeroY, stroke: ZERO, strokeWidth: 1.5 }),
    Plot.link([0], {
      ...{ x1: frame.x(start), x2: frame.x(end), y1: frame.y(start), y2: frame.y(end) },
      ...{ stroke: MUTED, strokeDasharray: "4 4", strokeOpacity: 0.8 },
    }),
    lettering([{ ...name, text: "as much far as near", fill: MUTED }], "middle", {
      ...{ fontSize: 11, rotate: -45, ...halo },
    }),
    lettering([{ x: zeroX, y: top - 9, text: "control", fill: "var(--hf-control-ink)" }], "middle", {
      fontWeight: 600,
    }),
    lettering([{ x: right + 6, y: zeroY, text: "control", fill: "var(--hf-control-ink)" }], "start", {
      fontWeight: 600,
    }),
    lettering([{ x: right - 8, y: bottom - 24, text: "suppression", fill: "var(--hf-arm-2-ink)" }], "end", {
      fontWeight: 600,
    }),
    lettering(
      [{ x: right - 8, y: bottom - 10, text: "a lead near the data, none far from it", fill: MUTED }],
      "end",
      {
        fontSize: 11,
      },
    ),
    lettering(
      across.map((tick) => ({ x: frame.x(tick), y: bottom + 13, text: tickText(tick), fill: MUTED })),
      "middle",
      { fontSize: 11 },
    ),
    lettering(
      up.map((tick) => ({ x: left - 7, y: frame.y(tick), text: tickText(tick), fill: MUTED })),
      "end",
      { fontSize: 11 },
    ),
    lettering(
      [
        {
          x: 0,
          y: 8,
          text: "↑ better · lead far from the training data (out-of-distribution),",
          fill: MUTED,
        },
        { x: 0, y: 22, text: "in points of each eval's scale", fill: MUTED },
      ],
      "start",
    ),
    lettering(
      [
        {
          ...{ x: (left + right) / 2, y: bottom + 32, fill: MUTED },
          text: "lead near the training data (in-distribution), in points of each eval's scale · better →",
        },
      ],
      "middle",
    ),
  ];
}

/** What labels had better not cover of the frame: the name of the diagonal, and the lines of the control. */
export function planeFrameObstacles(frame: PlaneFrame): (Box & { readonly weight: number })[] {
  const { left, right, top, bottom } = frame;
  const name = diagonalName(frame);
  const [x, y] = [frame.x(0), frame.y(0)];
  const along = [-52, -34, -16, 2, 20, 38].map((at) => ({
    ...{ left: name.x + at - 16, right: name.x + at + 8 },
    ...{ top: name.y - at - 18, bottom: name.y - at + 8, weight: 4 },
  }));
  return [
    ...along,
    { left: x - 1, right: x + 1, top, bottom, weight: 1.5 },
    { left, right, top: y - 1, bottom: y + 1, weight: 0.25 },
  ];
}

/** What they may not touch: the name of the zone. */
export function planeZoneName({ right, bottom }: PlaneFrame): Box {
  return { left: right - 214, right, top: bottom - 34, bottom };
}

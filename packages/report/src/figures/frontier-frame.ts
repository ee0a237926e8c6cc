import * as Plot from "@observablehq/plot";
import { formatBare, formatNumber } from "../format.js";
import type { Unit } from "../unit.js";
import { ticksWithin } from "./domain.js";
import type { TokenAxis } from "./frontier-axes.js";
import { type Caption, lettering } from "./lettering.js";
import { MUTED, RULE, SURFACE, ZERO } from "./palette.js";

/** Where the plane of tokens and gains lies, in pixels, and its scale of gains. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** In the unit as it is printed. */
  readonly domain: readonly [number, number];
  readonly factor: number;
  readonly y: (gain: number) => number;
}

const CURVE_STEP = 6;
/** Names of lines at the top keep this far from each other. */
const NAME_WIDTH = 84;

/** Grid, axes, the line of the control, and the column of arms without extra tokens left of `column`. */
export function frameMarks(frame: Frame, axis: TokenAxis, unit: Unit, column: number | null): Plot.Markish[] {
  const { left, right, top, bottom, domain, factor } = frame;
  const ticks = ticksWithin(domain[0], domain[1], Math.round((bottom - top) / 64));
  const zero = frame.y(0);
  const better =
    unit.difference === ""
      ? "improvement over the control"
      : `improvement over the control, ${unit.difference}`;
  return [
    ...(column === null
      ? []
      : [
          Plot.rect([0], {
            x1: left,
            x2: column,
            y1: top,
            y2: bottom,
            fill: "var(--hf-tint)",
            fillOpacity: 0.035,
          }),
          lettering(
            [
              { x: (left + column) / 2, y: bottom + 15, text: "no more", fill: MUTED },
              { x: (left + column) / 2, y: bottom + 29, text: "than the control", fill: MUTED },
            ],
            "middle",
            { fontSize: 11 },
          ),
        ]),
    Plot.link(
      ticks.filter((tick) => tick !== 0),
      {
        x1: left,
        x2: right,
        y1: (tick: number) => frame.y(tick / factor),
        y2: (tick: number) => frame.y(tick / factor),
        stroke: RULE,
      },
    ),
    Plot.link([0], { x1: left, x2: right, y1: zero, y2: zero, stroke: ZERO, strokeWidth: 1.75 }),
    lettering(
      ticks.map((tick) => ({
        x: left - 8,
        y: frame.y(tick / factor),
        text: `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : Math.abs(tick) < 0.1 ? 2 : 1)}`,
        fill: MUTED,
      })),
      "end",
      { fontSize: 11 },
    ),
    lettering([{ x: 0, y: 10, text: `${better} ↑`, fill: MUTED }], "start"),
    lettering([{ x: right - 4, y: zero + 9, text: "control", fill: "var(--hf-control-ink)" }], "end", {
      fontWeight: 600,
      stroke: SURFACE,
      strokeWidth: 3,
    }),
    Plot.link(axis.ticks, {
      x1: "x",
      x2: "x",
      y1: bottom,
      y2: bottom + 4,
      stroke: MUTED,
      strokeOpacity: 0.6,
    }),
    lettering(
      axis.ticks.map(({ x, text }) => ({ x, y: bottom + 14, text, fill: MUTED })),
      "middle",
      { fontSize: 11 },
    ),
    lettering(
      [
        {
          x: (axis.left + axis.right) / 2,
          y: bottom + 34,
          text: "tokens beyond the control's, log scale",
          fill: MUTED,
        },
      ],
      "middle",
    ),
  ];
}

/** Lines of equal effect per million tokens, each named where it leaves the plane. */
export function isoMarks(frame: Frame, axis: TokenAxis, rates: readonly number[]): Plot.Markish[] {
  const most = frame.domain[1];
  const lines = rates.map((rate) => {
    const gainAt = (x: number) => (rate * axis.tokensAt(x)) / 1e6;
    const places: { x: number; y: number }[] = [];
    for (let x = axis.left; x <= axis.right + CURVE_STEP; x += CURVE_STEP) {
      const gain = gainAt(Math.min(x, axis.right));
      if (gain > most) break;
      places.push({ x: Math.min(x, axis.right), y: frame.y(gain / frame.factor) });
    }
    const exit = axis.at((most / rate) * 1e6);
    const isOver = exit < axis.right;
    if (isOver && exit > axis.left) places.push({ x: exit, y: frame.top });
    return { rate, places, exit, isOver };
  });
  const seen = lines.filter(({ places }) => places.length > 1);
  let last = Number.NEGATIVE_INFINITY;
  const over: Caption[] = [];
  const aside: Caption[] = [];
  const [first] = seen.filter(({ isOver }) => isOver);
  for (const { rate, places, exit, isOver } of [...seen].sort((a, b) => b.rate - a.rate)) {
    const text = `${formatBare(rate)} per million`;
    const end = places.at(-1);
    if (isOver && exit - last > NAME_WIDTH) {
      over.push({ x: Math.min(exit, frame.right - 30), y: frame.top - 8, text, fill: MUTED });
      last = exit;
    } else if (!isOver && end !== undefined && aside.every(({ y }) => Math.abs(y - end.y) > 14)) {
      aside.push({ x: frame.right + 6, y: end.y, text, fill: MUTED });
    }
  }
  return [
    ...seen.map(({ places }) =>
      Plot.line(places, {
        x: "x",
        y: "y",
        stroke: MUTED,
        strokeOpacity: 0.35,
        strokeWidth: 1,
        strokeDasharray: "1 3",
      }),
    ),
    lettering(first === undefined ? [] : over, "middle", { fontSize: 10.5 }),
    lettering(aside, "start", { fontSize: 10.5 }),
  ];
}

import type { Driver, EffectScale } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import type { Subject } from "../subject.js";
import { betterMark } from "./better-mark.js";
import { clamp } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { driverUnitText } from "./driver-rows.js";
import { type EffectAxis, effectAxis, effectAxisMarks } from "./effect-axis.js";
import { factorStyle } from "./factor-style.js";
import { fitName, fitText } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { INK, MUTED, RULE } from "./palette.js";
import { type ShareRow, shareGroups } from "./share-rows.js";

const WIDTH = 960;
const PLOT_LEFT = 318;
const PLOT_RIGHT = 640;
const NUMBER = 706;
const ROW = 32;
const BAR = 8;
const GROUP = 40;
const HEAD = 34;
const FOOT = 40;

interface Placed extends ShareRow {
  readonly y: number;
  /** Where the bar of the next row begins, if it goes on from this one. */
  readonly isFollowed: boolean;
}

function rowMarks(row: Placed, colour: string, axis: EffectAxis): Plot.Markish[] {
  const { y, interval, from, to, kind } = row;
  const title = () => label(row.title);
  const [least, most] = axis.domain;
  const lower = interval?.lower ?? (interval === null ? to : Number.NEGATIVE_INFINITY);
  const upper = interval?.upper ?? (interval === null ? to : Number.POSITIVE_INFINITY);
  const ends = [axis.x(clamp(lower, axis.domain)), axis.x(clamp(upper, axis.domain))] as const;
  const cut = [
    ...(lower < least ? [{ x: ends[0], turn: -90 }] : []),
    ...(upper > most ? [{ x: ends[1], turn: 90 }] : []),
  ];
  const line = { stroke: kind === "bound" ? colour : INK, strokeWidth: kind === "bound" ? 2 : 1.5, title };
  return [
    ...(kind === "bound"
      ? []
      : [
          Plot.rect([0], {
            ...{ x1: axis.x(Math.min(from, to)), x2: axis.x(Math.max(from, to)), y1: y - BAR, y2: y + BAR },
            ...{ fill: colour, fillOpacity: kind === "total" ? 0.55 : 0.75, title },
          }),
        ]),
    ...(row.isFollowed
      ? [
          Plot.link([0], {
            ...{ x1: axis.x(to), x2: axis.x(to), y1: y + BAR, y2: y + ROW - BAR },
            ...{ stroke: MUTED, strokeDasharray: "2 2" },
          }),
        ]
      : []),
    ...(interval === null
      ? []
      : [
          Plot.link([0], { x1: ends[0], x2: ends[1], y1: y, y2: y, ...line }),
          Plot.link(cut.length > 0 ? [] : [...ends], {
            ...{ x1: (end: number) => end, x2: (end: number) => end, y1: y - 4, y2: y + 4 },
            ...{ stroke: line.stroke, strokeWidth: line.strokeWidth },
          }),
          ...cut.map(({ x, turn }) =>
            Plot.dot([0], { x, y, symbol: "triangle", rotate: turn, r: 3.2, fill: line.stroke }),
          ),
        ]),
  ];
}

/**
 * What of the difference between all ingredients and none is each one's: bars that go on from each other and end in
 * the total, each with its interval; where the design leaves shares open, between which values they lie.
 *
 * @returns undefined where there is neither a share nor a bound
 */
export function sharesFigure(
  subject: Subject,
  driver: Driver,
  options: { readonly id: string; readonly scale: EffectScale },
): Figure | undefined {
  const { scale } = options;
  const groups = shareGroups(subject, driver, scale);
  if (groups.length === 0) return undefined;
  const rows: Placed[] = [];
  const headings: { readonly title: string; readonly scope: string; readonly y: number }[] = [];
  let y = HEAD;
  for (const group of groups) {
    headings.push({ title: group.title, scope: group.scope, y: y + GROUP - 15 });
    y += GROUP;
    for (const row of group.rows) {
      rows.push({ ...row, y: y + ROW / 2, isFollowed: row.kind === "share" });
      y += ROW;
    }
  }
  const bottom = y + 6;
  const size = { width: WIDTH, height: bottom + FOOT };
  const names = driver.design.factors.map(({ name }) => name);
  const axis = effectAxis(
    rows.flatMap(({ from, to, interval }) =>
      [from, to, interval?.lower ?? null, interval?.upper ?? null].filter((value) => value !== null),
    ),
    PLOT_LEFT,
    PLOT_RIGHT,
  );
  const styleOf = ({ kind, factor }: ShareRow) =>
    kind === "total" ? { colour: "var(--hf-control)", ink: INK } : factorStyle(subject, names, factor);
  const head = 14;
  const marks: Plot.Markish[] = [
    Plot.link([HEAD - 6, ...headings.map((heading) => heading.y + 12)], {
      ...{ x1: 0, x2: WIDTH, y1: (line: number) => line, y2: (line: number) => line, stroke: RULE },
    }),
    ...effectAxisMarks(
      axis,
      { top: HEAD - 6, bottom, head },
      { zero: "none of them", title: `all against none, ${driverUnitText(subject, driver, scale)}` },
    ),
    lettering(
      [
        { x: 0, y: head, text: "factor", fill: MUTED },
        { x: NUMBER + 9, y: head, text: "interval", fill: MUTED },
      ],
      "start",
    ),
    lettering([{ x: NUMBER, y: head, text: "share", fill: MUTED }], "end"),
    lettering(
      headings.map((heading) => ({ x: 0, y: heading.y, text: heading.title })),
      "start",
      { fontWeight: 700 },
    ),
    lettering(
      headings.map((heading) => ({ x: WIDTH, y: heading.y, text: heading.scope, fill: MUTED })),
      "end",
    ),
    betterMark(subject, driver, axis, headings[0]?.y ?? 0),
    Plot.link(
      rows.filter(({ kind }) => kind === "total"),
      {
        x1: 0,
        x2: WIDTH,
        y1: (row: Placed) => row.y - ROW / 2,
        y2: (row: Placed) => row.y - ROW / 2,
        stroke: INK,
        strokeOpacity: 0.35,
      },
    ),
    lettering(
      rows.map((row) => ({
        ...{ x: 0, y: row.y, fill: styleOf(row).ink },
        text: fitName(label(row.factor), PLOT_LEFT - 18, 13),
      })),
      "start",
      { fontWeight: 600 },
    ),
    ...rows.flatMap((row) => rowMarks(row, styleOf(row).colour, axis)),
    lettering(
      rows.map((row) => ({ x: NUMBER, y: row.y, text: row.kind === "total" ? `= ${row.value}` : row.value })),
      "end",
      { fontWeight: 700 },
    ),
    lettering(
      rows.map((row) => ({
        x: NUMBER + 9,
        y: row.y,
        text: fitText(row.beside, WIDTH - NUMBER - 9),
        fill: MUTED,
      })),
      "start",
    ),
  ];
  return compose(options.id, "What of the whole is each factor's", size, [
    panel(0, 0, pixelChart(size.width, size.height, marks)),
  ]);
}

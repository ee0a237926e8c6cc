import type { SuiteSynthesis } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { clamp, domainAround, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED, RULE, SURFACE, ZERO } from "./palette.js";
import { type SuiteRow, suiteRows } from "./suite-rows.js";

const WIDTH = 960;
const NAME_LEFT = 16;
const PLOT_LEFT = 260;
const PLOT_RIGHT = 660;
const NUMBER = 726;
const ROW = 24;
const GROUP = 34;
const HEAD = 34;
const FOOT = 40;
/** Points beyond which the axis does not go; a bar that does is cut and has an arrow. */
const FURTHEST = 102;
const DIAMOND = 6;

interface Placed extends SuiteRow {
  readonly y: number;
  readonly arm: string;
}

function endsOf(row: SuiteRow, [lower, upper]: readonly [number, number]) {
  const { interval } = row;
  if (interval === null) return null;
  const from = interval.lower === null ? Number.NEGATIVE_INFINITY : interval.lower * 100;
  const to = interval.upper === null ? Number.POSITIVE_INFINITY : interval.upper * 100;
  return {
    ...{ from: clamp(from, [lower, upper]), to: clamp(to, [lower, upper]) },
    cut: [
      ...(from < lower ? [{ x: lower, turn: -90 }] : []),
      ...(to > upper ? [{ x: upper, turn: 90 }] : []),
    ],
  };
}

function rowMarks(
  {
    colour,
    symbol,
  }: { readonly colour: string; readonly symbol: "circle" | "square" | "triangle" | "diamond" },
  row: Placed,
  domain: readonly [number, number],
  x: (points: number) => number,
): Plot.Markish[] {
  const ends = endsOf(row, domain);
  const title = () => label(row.title);
  const { y, estimate } = row;
  const arrows = (ends?.cut ?? []).map((cut) =>
    Plot.dot([0], { x: x(cut.x), y, symbol: "triangle", rotate: cut.turn, r: 3.2, fill: colour }),
  );
  if (row.kind === "new")
    return ends === null
      ? []
      : [
          Plot.link([0], {
            x1: x(ends.from),
            x2: x(ends.to),
            y1: y,
            y2: y,
            stroke: colour,
            strokeWidth: 1.25,
            title,
          }),
          Plot.link(ends.cut.length === 0 ? [ends.from, ends.to] : [], {
            ...{ x1: (end: number) => x(end), x2: (end: number) => x(end), y1: y - 5, y2: y + 5 },
            ...{ stroke: colour, strokeWidth: 1.25 },
          }),
          ...arrows,
        ];
  if (estimate === null) return [];
  const middle = clamp(estimate * 100, domain);
  if (row.kind === "mean" && ends !== null) {
    const corners = [
      { x: x(ends.from), y },
      { x: x(middle), y: y - DIAMOND },
      { x: x(ends.to), y },
      { x: x(middle), y: y + DIAMOND },
      { x: x(ends.from), y },
    ];
    return [
      Plot.line(corners, {
        ...{ x: "x", y: "y", fill: row.isSolid ? colour : SURFACE, stroke: colour, strokeWidth: 1.5 },
        ...{ fillOpacity: row.isSolid ? 0.9 : 1, strokeLinejoin: "round", curve: "linear" as const, title },
      }),
      ...arrows,
    ];
  }
  return [
    ...(ends === null
      ? []
      : [
          Plot.link([0], {
            ...{ x1: x(ends.from), x2: x(ends.to), y1: y, y2: y, stroke: colour, strokeWidth: 2 },
            ...{ strokeOpacity: row.isSolid ? 0.9 : 0.55, title },
          }),
          ...arrows,
        ]),
    Plot.dot([0], {
      ...{ x: x(middle), y, r: 4, symbol: ends === null ? "diamond" : symbol },
      ...{ fill: row.isSolid ? colour : SURFACE, stroke: colour, strokeWidth: 1.75, title },
    }),
  ];
}

/**
 * The leads of each arm on every suite, near its training data and far from it, with the mean of each side as a diamond
 * and what a new far suite would show as a whisker. All are turned so that more is better.
 *
 * @returns undefined without syntheses
 */
export function suitesFigure(
  matter: ReportMatter,
  syntheses: readonly SuiteSynthesis[],
  options: { readonly id: string },
): Figure | undefined {
  if (syntheses.length === 0) return undefined;
  const { subject } = matter;
  const rows: Placed[] = [];
  const headings: { arm: string; y: number }[] = [];
  let y = HEAD;
  for (const synthesis of syntheses) {
    headings.push({ arm: synthesis.arm, y: y + GROUP - 11 });
    y += GROUP;
    for (const row of suiteRows(matter, synthesis)) {
      rows.push({ ...row, arm: synthesis.arm, y: y + ROW / 2 });
      y += ROW;
    }
  }
  const bottom = y + 6;
  const size = { width: WIDTH, height: bottom + FOOT };
  const held = (end: number) => Math.min(FURTHEST, Math.max(-FURTHEST, end * 100));
  const domain = domainAround(
    rows.flatMap(({ estimate, interval }) => [
      ...(estimate === null ? [] : [held(estimate)]),
      ...(interval === null ? [] : [held(interval.lower ?? -2), held(interval.upper ?? 2)]),
    ]),
  );
  const x = (points: number) =>
    PLOT_LEFT + ((points - domain[0]) / (domain[1] - domain[0])) * (PLOT_RIGHT - PLOT_LEFT);
  const ticks = ticksWithin(domain[0], domain[1], 6);
  const head = 14;
  const marks: Plot.Markish[] = [
    Plot.link([HEAD - 6, ...headings.slice(1).map(({ y: top }) => top - 19)], {
      ...{ x1: 0, x2: WIDTH, y1: (line: number) => line, y2: (line: number) => line, stroke: RULE },
    }),
    Plot.link(
      ticks.filter((tick) => tick !== 0),
      {
        x1: (tick: number) => x(tick),
        x2: (tick: number) => x(tick),
        y1: HEAD - 6,
        y2: bottom,
        stroke: RULE,
      },
    ),
    Plot.link([0], { x1: x(0), x2: x(0), y1: HEAD - 6, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
    lettering([{ x: x(0), y: head, text: "control", fill: "var(--hf-control-ink)" }], "middle", {
      fontWeight: 600,
    }),
    lettering(
      [
        { x: 0, y: head, text: "arm, suites", fill: MUTED },
        { x: NUMBER + 9, y: head, text: "interval", fill: MUTED },
      ],
      "start",
    ),
    lettering([{ x: NUMBER, y: head, text: "lead", fill: MUTED }], "end"),
    lettering(
      ticks.map((tick) => ({
        ...{ x: x(tick), y: bottom + 13, fill: MUTED },
        text: `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}`,
      })),
      "middle",
    ),
    lettering(
      [
        {
          ...{ x: (PLOT_LEFT + PLOT_RIGHT) / 2, y: bottom + 30, fill: MUTED },
          text: "lead over the control, points of each eval's scale · better →",
        },
      ],
      "middle",
    ),
    lettering(
      headings.map(({ arm, y: line }) => ({
        ...{ x: 0, y: line, fill: armStyle(subject, arm).ink },
        text: fitName(label(arm), PLOT_LEFT + 80, 13),
      })),
      "start",
      { fontWeight: 600, stroke: SURFACE, strokeWidth: 3 },
    ),
    ...(["suite", "mean", "new"] as const).map((kind) =>
      lettering(
        rows
          .filter((row) => row.kind === kind)
          .map((row) => ({
            ...{ x: NAME_LEFT, y: row.y, text: fitText(label(row.name), PLOT_LEFT - NAME_LEFT - 14) },
            ...(kind === "new" ? { fill: MUTED } : {}),
          })),
        "start",
        kind === "mean" ? { fontWeight: 700 } : {},
      ),
    ),
    ...rows.flatMap((row) => rowMarks(armStyle(subject, row.arm), row, domain, x)),
    lettering(
      rows.map((row) => ({ x: NUMBER, y: row.y, text: row.value })),
      "end",
      { fontWeight: 700 },
    ),
    lettering(
      rows.map((row) => ({
        ...{ x: NUMBER + 9, y: row.y, fill: MUTED },
        text: fitText(label(row.beside), WIDTH - NUMBER - 9),
      })),
      "start",
    ),
  ];
  return compose(options.id, "Leads on every suite, and all of them together", size, [
    panel(0, 0, {
      ...{ width: WIDTH, height: size.height, margin: 0 },
      x: { domain: [0, WIDTH], range: [0, WIDTH], axis: null },
      y: { domain: [0, size.height], range: [0, size.height], axis: null },
      marks,
    }),
  ]);
}

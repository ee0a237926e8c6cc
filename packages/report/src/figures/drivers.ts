import type { Driver, EffectScale } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import type { Subject } from "../subject.js";
import { betterMark } from "./better-mark.js";
import { clamp } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { type DriverRow, driverGroups, driverUnitText } from "./driver-rows.js";
import { type EffectAxis, effectAxis, effectAxisMarks } from "./effect-axis.js";
import { factorStyle } from "./factor-style.js";
import { fitName, fitText } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { INK, MUTED, RULE, SURFACE } from "./palette.js";

const WIDTH = 960;
const PLOT_LEFT = 318;
const PLOT_RIGHT = 640;
const NUMBER = 706;
const ROW = 28;
const NOTE = 14;
const NOTE_SIZE = 11;
const GROUP = 40;
const HEAD = 34;
const FOOT = 40;

interface Placed extends DriverRow {
  readonly y: number;
}

/** The name of a factor, or of a term; of one that is too wide every factor is cut alike. */
function fitTerm(name: string, width: number): string {
  // a plus within a name is the name's own, and not between factors
  const isTerm = name.includes(":") && !name.includes("+");
  return isTerm
    ? fitName(name.replaceAll(":", "+"), width, 13).replaceAll("+", ":")
    : fitName(name, width, 13);
}

function rowMarks(row: Placed, colour: string, axis: EffectAxis): Plot.Markish[] {
  const { estimate, interval, y, isSolid } = row;
  if (estimate === null) return [];
  const title = () => label(row.title);
  const from = interval === null ? estimate : (interval.lower ?? Number.NEGATIVE_INFINITY);
  const to = interval === null ? estimate : (interval.upper ?? Number.POSITIVE_INFINITY);
  const cut = [
    ...(from < axis.domain[0] ? [{ x: axis.domain[0], turn: -90 }] : []),
    ...(to > axis.domain[1] ? [{ x: axis.domain[1], turn: 90 }] : []),
  ];
  return [
    ...(interval === null
      ? []
      : [
          Plot.link([0], {
            ...{ x1: axis.x(clamp(from, axis.domain)), x2: axis.x(clamp(to, axis.domain)), y1: y, y2: y },
            ...{ stroke: colour, strokeWidth: 2.25, strokeOpacity: isSolid ? 1 : 0.6, title },
          }),
          ...cut.map(({ x, turn }) =>
            Plot.dot([0], { x: axis.x(x), y, symbol: "triangle", rotate: turn, r: 3.2, fill: colour }),
          ),
        ]),
    Plot.dot([0], {
      ...{
        x: axis.x(clamp(estimate, axis.domain)),
        y,
        r: 5,
        symbol: interval === null ? "diamond" : "circle",
      },
      ...{ fill: isSolid ? colour : SURFACE, stroke: colour, strokeWidth: 1.75, title },
    }),
  ];
}

/**
 * What each factor did on one eval: single factors above, what they do together below, each with its interval; hollow
 * where Holm did not let it stand. What a number cannot be told from stands under its name.
 *
 * @returns undefined where the design has no contrast
 */
export function driversFigure(
  subject: Subject,
  driver: Driver,
  options: { readonly id: string; readonly scale: EffectScale },
): Figure | undefined {
  const { scale } = options;
  const groups = driverGroups(subject, driver, scale);
  if (groups.length === 0) return undefined;
  const rows: Placed[] = [];
  const headings: { readonly title: string; readonly scope: string; readonly y: number }[] = [];
  let y = HEAD;
  for (const group of groups) {
    headings.push({ title: group.title, scope: group.scope, y: y + GROUP - 15 });
    y += GROUP;
    for (const row of group.rows) {
      rows.push({ ...row, y: y + ROW / 2 });
      y += ROW + row.notes.length * NOTE;
    }
  }
  const bottom = y + 6;
  const size = { width: WIDTH, height: bottom + FOOT };
  const names = driver.design.factors.map(({ name }) => name);
  const axis = effectAxis(
    rows.flatMap(({ estimate, interval }) =>
      [estimate, interval?.lower ?? null, interval?.upper ?? null].filter((value) => value !== null),
    ),
    PLOT_LEFT,
    PLOT_RIGHT,
  );
  const inkOf = ({ contrast }: Placed) =>
    contrast.kind === "interaction"
      ? { colour: "var(--hf-muted)", ink: INK }
      : factorStyle(subject, names, contrast.factors[0] ?? "");
  const head = 14;
  const marks: Plot.Markish[] = [
    Plot.link([HEAD - 6, ...headings.map((heading) => heading.y + 12)], {
      ...{ x1: 0, x2: WIDTH, y1: (line: number) => line, y2: (line: number) => line, stroke: RULE },
    }),
    ...effectAxisMarks(
      axis,
      { top: HEAD - 6, bottom, head },
      { zero: "no effect", title: `with minus without, ${driverUnitText(subject, driver, scale)}` },
    ),
    lettering(
      [
        { x: 0, y: head, text: "factor", fill: MUTED },
        { x: NUMBER + 9, y: head, text: "interval", fill: MUTED },
      ],
      "start",
    ),
    lettering(
      [
        { x: NUMBER, y: head, text: "effect", fill: MUTED },
        { x: WIDTH, y: head, text: "after Holm", fill: MUTED },
      ],
      "end",
    ),
    lettering(
      headings.map((heading) => ({ x: 0, y: heading.y, text: heading.title })),
      "start",
      { fontWeight: 700, stroke: SURFACE, strokeWidth: 3 },
    ),
    lettering(
      headings.map((heading) => ({
        ...{ x: WIDTH, y: heading.y, fill: MUTED },
        text: fitText(label(heading.scope), WIDTH - PLOT_RIGHT + 16, 12),
      })),
      "end",
      { stroke: SURFACE, strokeWidth: 3 },
    ),
    betterMark(subject, driver, axis, headings[0]?.y ?? 0),
    lettering(
      rows.map((row) => ({
        ...{ x: 0, y: row.y, fill: inkOf(row).ink },
        text: fitTerm(label(row.name), PLOT_LEFT - 18),
      })),
      "start",
      { fontWeight: 600 },
    ),
    lettering(
      rows.flatMap((row) =>
        row.notes.map((note, line) => ({
          ...{ x: 0, y: row.y + 15 + line * NOTE, fill: MUTED },
          text: fitText(label(note), PLOT_LEFT - 18, NOTE_SIZE),
        })),
      ),
      "start",
      { fontSize: NOTE_SIZE },
    ),
    ...rows.flatMap((row) => rowMarks(row, inkOf(row).colour, axis)),
    lettering(
      rows.map((row) => ({ x: NUMBER, y: row.y, text: row.value })),
      "end",
      { fontWeight: 700 },
    ),
    lettering(
      rows.map((row) => ({ x: NUMBER + 9, y: row.y, text: row.beside, fill: MUTED })),
      "start",
    ),
    lettering(
      rows.map((row) => ({ x: WIDTH, y: row.y, text: row.verdict, fill: row.isSolid ? INK : MUTED })),
      "end",
    ),
  ];
  return compose(options.id, "What each factor did", size, [
    panel(0, 0, pixelChart(size.width, size.height, marks)),
  ]);
}

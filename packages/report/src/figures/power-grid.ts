import type { PowerCurve } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatCount, formatQuantity } from "../format.js";
import { leadUp } from "../sentences/power-sentence.js";
import type { Unit } from "../unit.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { lettering } from "./lettering.js";
import { INK, MUTED } from "./palette.js";

const WIDTH = 960;
const LEFT = 150;
const TOP = 46;
const ROW = 34;
const FOOT = 34;
const MOST_COLUMNS = 12;

/** The runs that have room side by side, the chosen ones among them. */
export function gridRuns({ seeds, chosen }: PowerCurve): number[] {
  const runs = seeds[0]?.points.map((point) => point.runs) ?? [];
  if (runs.length <= MOST_COLUMNS) return runs;
  const every = Math.ceil(runs.length / MOST_COLUMNS);
  return runs.filter((count, index) => index % every === 0 || count === chosen.runs).slice(-MOST_COLUMNS - 1);
}

/** Rates have one decimal, so that columns of them line up. */
const evenly = (text: string, { factor }: Unit) => (factor === 1 || text.includes(".") ? text : `${text}.0`);

/** The smallest lead that is found, runs by the deviation of seeds: filled where the smallest effect is within reach. */
export function powerGridFigure(curve: PowerCurve, unit: Unit, { id }: { readonly id: string }): Figure {
  const { seeds, chosen, seedSd, smallestEffect } = curve;
  const runs = gridRuns(curve);
  const step = (WIDTH - LEFT) / Math.max(1, runs.length);
  const bottom = TOP + seeds.length * ROW;
  const cells = seeds.flatMap((line, row) =>
    line.points.flatMap((point) => {
      const column = runs.indexOf(point.runs);
      if (column < 0) return [];
      const isReached = smallestEffect !== null && point.detectable <= smallestEffect;
      return [
        {
          ...{ x: LEFT + column * step, y: TOP + row * ROW, isReached },
          isChosen: point.runs === chosen.runs && line.seedSd === seedSd,
          text: evenly(leadUp(point.detectable, { ...unit, difference: "" }), unit),
          title: `${formatQuantity(point.runs, "run")} an arm, seeds that differ by ${leadUp(line.seedSd, unit)}: leads of ${leadUp(point.detectable, unit)} are found${smallestEffect === null ? "" : isReached ? ", within reach of what is worth acting on" : `, more than the ${leadUp(smallestEffect, unit)} worth acting on`}`,
        },
      ];
    }),
  );
  const centre = (cell: { readonly x: number; readonly y: number }) => ({
    x: cell.x + step / 2,
    y: cell.y + ROW / 2,
  });
  const rect = (of: readonly (typeof cells)[number][], options: Plot.RectOptions) =>
    Plot.rect(of, {
      ...{ x1: (cell: { x: number }) => cell.x + 1.5, x2: (cell: { x: number }) => cell.x + step - 1.5 },
      ...{ y1: (cell: { y: number }) => cell.y + 1.5, y2: (cell: { y: number }) => cell.y + ROW - 1.5 },
      ...options,
    });
  const drawn = panel(0, 0, {
    ...{ width: WIDTH, height: bottom + FOOT, margin: 0 },
    x: { domain: [0, WIDTH], range: [0, WIDTH], axis: null },
    y: { domain: [0, bottom + FOOT], range: [0, bottom + FOOT], axis: null },
    marks: [
      rect(cells, {
        fill: (cell: { isReached: boolean }) => (cell.isReached ? "var(--hf-arm-3)" : "var(--hf-tint)"),
        fillOpacity: (cell: { isReached: boolean }) => (cell.isReached ? 0.3 : 0.05),
        title: (cell: { title: string }) => label(cell.title),
      }),
      rect(
        cells.filter(({ isChosen }) => isChosen),
        { fill: "none", stroke: INK, strokeWidth: 2.25 },
      ),
      lettering(
        cells
          .filter(({ isChosen }) => !isChosen)
          .map((cell) => ({ ...centre(cell), text: cell.text, fill: cell.isReached ? INK : MUTED })),
        "middle",
        { pointerEvents: "none" },
      ),
      lettering(
        cells.filter(({ isChosen }) => isChosen).map((cell) => ({ ...centre(cell), text: cell.text })),
        "middle",
        { fontWeight: 700, pointerEvents: "none" },
      ),
      lettering(
        runs.map((count, column) => ({
          ...{ x: LEFT + (column + 0.5) * step, y: TOP - 12, text: formatCount(count) },
          fill: count === chosen.runs ? INK : MUTED,
        })),
        "middle",
      ),
      lettering(
        [
          { x: LEFT + 2, y: 12, text: "runs an arm", fill: MUTED },
          { x: 0, y: 12, text: "seeds differ by", fill: MUTED },
        ],
        "start",
      ),
      lettering(
        seeds.map((line, row) => ({
          ...{ x: 0, y: TOP + (row + 0.5) * ROW, text: leadUp(line.seedSd, unit) },
          fill: line.seedSd === seedSd ? INK : MUTED,
        })),
        "start",
      ),
      lettering(
        [
          {
            ...{ x: LEFT + 2, y: bottom + 20, fill: MUTED },
            text:
              smallestEffect === null
                ? "the outlined cell is this design"
                : `filled: ${leadUp(smallestEffect, unit)} is within reach; the outlined cell is this design`,
          },
        ],
        "start",
      ),
    ],
  });
  return compose(
    id,
    "Smallest lead that is found, runs by deviation of seeds",
    { width: WIDTH, height: bottom + FOOT },
    [drawn],
  );
}

import { type Ablation, boundsOf, type Origin } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { contextOf, metricOf, runsPair, type Subject, subjectOf, unitFor } from "../subject.js";
import { ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { armStyle, MUTED, RULE, ZERO } from "./palette.js";
import { reachOf, waterfallBars } from "./waterfall-bars.js";
import { barMarks, type PlacedBar } from "./waterfall-marks.js";

const WIDTH = 960;
const COLUMNS = 2;
const GAP = 44;
const AXIS = 40;
const HEAD = 40;
const TITLE = 30;
const PLOT = 150;
const FOOT = 30;
const ROW_GAP = 22;

export const READING_WORDS: Readonly<Record<Origin["reading"], string>> = {
  inherited: "inherited",
  "trained-in": "trained in",
  "not-settled": "not settled",
};

/** Levels never leave the scale of their metric: what an interval of a change says beyond it is cut. */
function domainOf(subject: Subject, origins: readonly Origin[], factor: number): readonly [number, number] {
  const reach = origins.flatMap((origin) => reachOf(waterfallBars(origin))).map((level) => level * factor);
  const [low, high] = [Math.min(...reach), Math.max(...reach)];
  const air = (high - low || 1) * 0.06;
  const [first] = origins;
  const metric = first === undefined ? undefined : metricOf(subject, first);
  const bounds = metric === undefined ? null : boundsOf(metric.scale);
  const [least, most] = [(bounds?.lower ?? low - air) * factor, (bounds?.upper ?? high + air) * factor];
  // bars stand on 0 where it is near enough to be the ground
  const ground = least <= 0 && low < high * 0.7 ? 0 : low - air;
  return [Math.max(least, Math.min(ground, low - (low < 0 ? air : 0))), Math.min(most, high + air)];
}

/** Slots of one width: a level has one, a stage one for each of its bars, with air between stages. */
function slotsOf(origin: Origin, left: number, width: number): PlacedBar[] {
  const bars = waterfallBars(origin);
  const air = 0.55;
  const breaks = bars.filter(({ kind }, index) => index > 0 && kind !== "own").length;
  const slot = width / (bars.length + breaks * air);
  let cursor = left;
  return bars.map((bar, index) => {
    if (index > 0 && bar.kind !== "own") cursor += slot * air;
    const placed = { bar, x1: cursor, x2: cursor + slot };
    cursor += slot;
    return placed;
  });
}

/** The reading in words, and the runs behind it. */
function readingOf(subject: Subject, { arm, control, reading, runs, controlRuns }: Origin): string {
  const counted =
    runs === 0 && (controlRuns ?? 0) === 0 ? "no named run" : `${runsPair(runs, controlRuns)} runs`;
  const isControl = control === null && subject.controls.has(arm);
  return [isControl ? "control" : "", READING_WORDS[reading], counted]
    .filter((part) => part !== "")
    .join(" · ");
}

/**
 * Where levels came from: for the control and for each arm, side by side on one scale, the level at the first measured
 * stage, what every later stage changed as floating bars, and the level at the end. What the control's training did
 * too is grey, what the arm's own data did has its colour.
 *
 * @returns undefined where there is nothing to draw
 */
export function waterfallFigure(
  ablation: Ablation,
  origins: readonly Origin[],
  options: { readonly id: string },
): Figure | undefined {
  const [first] = origins;
  if (first === undefined) return undefined;
  const subject = subjectOf(ablation);
  const unit = unitFor(subject, first);
  const domain = domainOf(subject, origins, unit.factor);
  const ticks = ticksWithin(domain[0], domain[1], 4);
  const panelWidth = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS;
  const rowHeight = TITLE + PLOT + FOOT + ROW_GAP;
  const rows = Math.ceil(origins.length / COLUMNS);
  const height = HEAD + rows * rowHeight - ROW_GAP + 4;
  const panels = origins.map((origin, index) => {
    const left = (index % COLUMNS) * (panelWidth + GAP);
    const top = HEAD + Math.floor(index / COLUMNS) * rowHeight;
    const bottom = top + TITLE + PLOT;
    const y = (level: number) => {
      const value = Math.min(domain[1], Math.max(domain[0], level * unit.factor));
      return bottom - ((value - domain[0]) / (domain[1] - domain[0])) * PLOT;
    };
    return { origin, left, right: left + panelWidth, top, bottom, y };
  });
  const grid = panels.flatMap(({ left, right, y }) =>
    ticks.map((tick) => ({ x1: left + AXIS, x2: right, y: y(tick / unit.factor), tick })),
  );
  const marks = [
    lettering(
      panels.map(({ origin, left, top }) => ({
        ...{ x: left, y: top + 8, text: fitName(label(origin.arm), 205, 14.5) },
        fill: armStyle(subject, origin.arm).ink,
      })),
      "start",
      { fontWeight: 700, fontSize: 13.5 },
    ),
    lettering(
      panels.map(({ origin, right, top }) => ({
        ...{ x: right, y: top + 8, text: fitText(readingOf(subject, origin), 250, 12), fill: MUTED },
      })),
      "end",
    ),
    Plot.link(grid, { x1: "x1", x2: "x2", y1: "y", y2: "y", stroke: RULE }),
    Plot.link(panels, {
      ...{ x1: ({ left }) => left + AXIS, x2: "right", y1: "bottom", y2: "bottom" },
      ...{ stroke: ZERO, strokeWidth: 1 },
    }),
    lettering(
      grid.map(({ x1, y, tick }) => ({
        ...{ x: x1 - 6, y, fill: MUTED },
        text: `${formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}${unit.levelSuffix === "%" ? "%" : ""}`,
      })),
      "end",
      { fontSize: 11 },
    ),
    ...panels.flatMap(({ origin, left, top, bottom, y }) => {
      const placed = slotsOf(origin, left + AXIS + 6, panelWidth - AXIS - 12);
      return barMarks(subject, origin, placed, { y, bottom, top: top + TITLE }, unit);
    }),
  ];
  const context = contextOf(subject, first, first.condition);
  const place = label(`${first.eval}${context === "" ? "" : `, ${context}`}`);
  const said =
    "level at each stage · grey: what the control's training did too · colour: what the arm's own data did";
  return compose(
    options.id,
    "Where the level of each arm came from, stage by stage",
    { width: WIDTH, height },
    [
      panel(
        0,
        0,
        pixelChart(WIDTH, height, [
          lettering([{ x: 0, y: 10, text: fitText(place, 320, 12.5) }], "start", { fontWeight: 600 }),
          lettering([{ x: WIDTH, y: 10, text: said, fill: MUTED }], "end"),
          Plot.link([0], { x1: 0, x2: WIDTH, y1: 22, y2: 22, stroke: RULE }),
          ...marks,
        ]),
      ),
    ],
  );
}

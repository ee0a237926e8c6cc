import * as Plot from "@observablehq/plot";
import { clamp } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitText, spread, textWidth } from "./fit-text.js";
import { type Caption, lettering } from "./lettering.js";
import { INK, MUTED, RULE, SURFACE } from "./palette.js";

const WIDTH = 960;
const LEFT = 58;
const RIGHT = 724;
const TOP = 30;
const BOTTOM = 306;
const HEIGHT = 352;
const LABEL_GAP = 17;
const SIZE = 12.5;

/** One line of a chart, in the units of its axes, from left to right. */
export interface CurveLine {
  readonly points: readonly { readonly x: number; readonly y: number; readonly title: string }[];
  /** At its right end. */
  readonly text: string;
  readonly colour: string;
  readonly ink: string;
  /** The line that the chart is about is thick and has its points. */
  readonly isLoud: boolean;
  readonly dash?: string;
}

/** A level that lines are held against. */
export interface CurveRule {
  readonly y: number;
  readonly text: string;
}

/** The one design that the chart is about. */
export interface CurveMark {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly title: string;
  readonly colour: string;
}

export interface CurveAxis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly text: (tick: number) => string;
  readonly title: string;
}

export interface CurveChart {
  readonly id: string;
  readonly title: string;
  readonly x: CurveAxis & { readonly isLogarithmic: boolean };
  readonly y: CurveAxis;
  readonly lines: readonly CurveLine[];
  readonly rules: readonly CurveRule[];
  readonly mark: CurveMark | null;
  /** Between the y values of two lines: what the one leaves out. */
  readonly area?: {
    readonly points: readonly { readonly x: number; readonly low: number; readonly high: number }[];
    readonly text: string;
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** A line as far as it stays within the frame; where it leaves it, it ends on the edge. */
function within(places: readonly Place[], edge: number): Place[] {
  return places.flatMap((place, index): Place[] => {
    if (place.y >= edge) return [place];
    const crossing = (other: Place | undefined): Place[] => {
      if (other === undefined || other.y < edge) return [];
      const share = (edge - place.y) / (other.y - place.y);
      return [{ x: place.x + share * (other.x - place.x), y: edge }];
    };
    return [...crossing(places[index - 1]), ...crossing(places[index + 1])];
  });
}

function ticksApart(ticks: readonly number[], text: (tick: number) => string, at: (tick: number) => number) {
  const kept: number[] = [];
  for (const tick of ticks) {
    const last = kept.at(-1);
    const room = last === undefined ? Infinity : at(tick) - at(last);
    const needed = last === undefined ? 0 : (textWidth(text(tick), 12) + textWidth(text(last), 12)) / 2 + 10;
    if (room >= needed) kept.push(tick);
  }
  return kept;
}

/** Lines over a design's size with direct labels at their right ends, quiet levels, and one loud mark. */
export function curveChart({ id, title, x, y, lines, rules, mark, area }: CurveChart): Figure {
  const along = (value: number) => (x.isLogarithmic ? Math.log(value) : value);
  const [left, right] = [along(x.domain[0]), along(x.domain[1])];
  const atX = (value: number) =>
    right === left
      ? (LEFT + RIGHT) / 2
      : LEFT + ((clamp(along(value), [left, right]) - left) / (right - left)) * (RIGHT - LEFT);
  const span = y.domain[1] - y.domain[0] || 1;
  const free = (value: number) => BOTTOM - ((value - y.domain[0]) / span) * (BOTTOM - TOP);
  const atY = (value: number) => clamp(free(value), [TOP, BOTTOM]);
  const drawn = lines.map((line) => ({
    line,
    places: within(
      line.points.map((point) => ({ x: atX(point.x), y: free(point.y) })),
      TOP,
    ),
  }));
  const ends = drawn.flatMap(({ line, places }) => {
    const last = places.at(-1);
    return last === undefined ? [] : [{ line, last }];
  });
  const placed = spread(
    ends.map(({ last }) => last.y),
    LABEL_GAP,
    TOP,
    BOTTOM,
  );
  const ticks = ticksApart(x.ticks, x.text, atX);
  const markAt = mark === null ? null : { x: atX(mark.x), y: atY(mark.y) };
  const markWidth = mark === null ? 0 : textWidth(mark.text, 13);
  const isMarkLeft = markAt !== null && markAt.x + 14 + markWidth > RIGHT;
  const ruleRows = rules.filter((rule) => rule.y >= y.domain[0] && rule.y <= y.domain[1]);
  /** Above its line, or below where the frame ends or the words of the mark stand. */
  const isBelow = (at: number) =>
    at - 8 < TOP || (markAt !== null && isMarkLeft && Math.abs(markAt.y - 16 - (at - 8)) < 15);
  const marks: Plot.Markish[] = [
    Plot.ruleY(y.ticks.map(free), {
      x1: { value: () => LEFT, scale: null },
      x2: { value: () => RIGHT, scale: null },
      stroke: RULE,
    }),
    lettering(
      y.ticks.map((tick) => ({ x: LEFT - 10, y: free(tick), text: y.text(tick), fill: MUTED })),
      "end",
    ),
    lettering(
      ticks.map((tick) => ({ x: atX(tick), y: BOTTOM + 16, text: x.text(tick), fill: MUTED })),
      "middle",
    ),
    lettering(
      [{ x: LEFT - 44, y: 10, text: fitText(label(y.title), RIGHT - LEFT + 44), fill: MUTED }],
      "start",
    ),
    lettering([{ x: (LEFT + RIGHT) / 2, y: BOTTOM + 37, text: x.title, fill: MUTED }], "middle"),
    ...(area === undefined
      ? []
      : [
          Plot.areaY(area.points, {
            x: (point: { x: number }) => atX(point.x),
            y1: (point: { low: number }) => atY(point.low),
            y2: (point: { high: number }) => atY(point.high),
            fill: "var(--hf-tint)",
            fillOpacity: 0.06,
          }),
          areaWords(
            area,
            atX,
            atY,
            ruleRows.map((rule) => free(rule.y)),
          ),
        ]),
    ...ruleRows.map(({ y: level }) =>
      Plot.link([0], {
        x1: LEFT,
        x2: RIGHT,
        y1: free(level),
        y2: free(level),
        stroke: INK,
        strokeWidth: 1.25,
        strokeDasharray: "1 3",
        strokeLinecap: "round",
      }),
    ),
    lettering(
      ruleRows.map(({ y: level, text }): Caption => {
        const at = free(level);
        return {
          x: RIGHT - 6,
          y: at + (isBelow(at) ? 9 : -8),
          text: fitText(label(text), RIGHT - LEFT - 24),
        };
      }),
      "end",
      { fontSize: 12, stroke: SURFACE, strokeWidth: 4 },
    ),
    ...drawn.flatMap(({ line, places }): Plot.Markish[] => [
      Plot.line(places, {
        x: "x",
        y: "y",
        stroke: line.colour,
        strokeWidth: line.isLoud ? 2.75 : 1.5,
        strokeOpacity: line.isLoud ? 1 : 0.85,
        strokeLinejoin: "round",
        ...(line.dash === undefined ? {} : { strokeDasharray: line.dash }),
      }),
      Plot.dot(
        line.points.filter((point) => free(point.y) >= TOP),
        {
          x: (point: Place) => atX(point.x),
          y: (point: Place) => atY(point.y),
          r: line.isLoud ? 3.5 : 4,
          fill: line.isLoud ? line.colour : SURFACE,
          fillOpacity: line.isLoud ? 1 : 0,
          stroke: "none",
          title: (point: { title: string }) => label(point.title),
        },
      ),
    ]),
    ...ends.map(({ line, last }, index) =>
      Plot.link([0], {
        x1: last.x + 4,
        x2: RIGHT + 14,
        y1: last.y,
        y2: placed[index] ?? last.y,
        stroke: line.colour,
        strokeOpacity: 0.5,
      }),
    ),
    lettering(
      ends.map(({ line, last }, index) => ({
        x: RIGHT + 20,
        y: placed[index] ?? last.y,
        text: fitText(label(line.text), WIDTH - RIGHT - 22, SIZE),
        fill: line.ink,
      })),
      "start",
      { fontSize: SIZE },
    ),
    ...(mark === null || markAt === null
      ? []
      : [
          Plot.link([0], {
            x1: markAt.x,
            x2: markAt.x,
            y1: markAt.y,
            y2: BOTTOM,
            stroke: mark.colour,
            strokeWidth: 1.25,
          }),
          Plot.dot([0], {
            ...{ x: markAt.x, y: markAt.y, r: 7, fill: mark.colour, stroke: SURFACE, strokeWidth: 2 },
            title: () => label(mark.title),
          }),
          lettering(
            [
              {
                x: markAt.x + (isMarkLeft ? -14 : 14),
                y: Math.max(TOP + 6, markAt.y - 16),
                text: label(mark.text),
              },
            ],
            isMarkLeft ? "end" : "start",
            { fontSize: 13, fontWeight: 700, stroke: SURFACE, strokeWidth: 5 },
          ),
        ]),
  ];
  const chart = panel(0, 0, {
    ...{ width: WIDTH, height: HEIGHT, margin: 0 },
    x: { domain: [0, WIDTH], range: [0, WIDTH], axis: null },
    y: { domain: [0, HEIGHT], range: [0, HEIGHT], axis: null },
    marks,
  });
  return compose(id, title, { width: WIDTH, height: HEIGHT }, [chart]);
}

/** What a shaded area is, at its right end, clear of the levels that cross it; nothing where it has no room. */
function areaWords(
  area: NonNullable<CurveChart["area"]>,
  atX: (value: number) => number,
  atY: (value: number) => number,
  rules: readonly number[],
): Plot.Markish {
  const text = label(area.text);
  const left = RIGHT - textWidth(text, 12) - 12;
  const over = area.points.filter((point) => atX(point.x) >= left - 30);
  const top = Math.max(...over.map((point) => atY(point.high)));
  const bottom = Math.min(...over.map((point) => atY(point.low)));
  const edges = [top, ...rules.filter((rule) => rule > top && rule < bottom), bottom].sort((a, b) => a - b);
  const rooms = edges.slice(1).map((edge, index) => ({ from: edges[index] ?? edge, to: edge }));
  const room = rooms.sort((one, other) => other.to - other.from - (one.to - one.from))[0];
  const isRoomy = room !== undefined && room.to - room.from > 40;
  const y = room === undefined ? 0 : (room.from + room.to - 8) / 2;
  return lettering(isRoomy ? [{ x: RIGHT - 8, y, text, fill: MUTED }] : [], "end");
}

import type { Origin } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { changePhrase, isSettled, levelPhrase } from "../sentences/origin-sentence.js";
import { momentText, type Subject } from "../subject.js";
import { printBareLevel, printDifference, type Unit } from "../unit.js";
import { label } from "./drawing.js";
import { fitText, textWidth } from "./fit-text.js";
import { type Caption, lettering } from "./lettering.js";
import { armStyle, INK, MUTED, SURFACE } from "./palette.js";
import type { WaterfallBar } from "./waterfall-bars.js";

/** A bar with its slot, in pixels from the left of the figure. */
export interface PlacedBar {
  readonly bar: WaterfallBar;
  readonly x1: number;
  readonly x2: number;
}

interface Scale {
  readonly y: (level: number) => number;
  readonly top: number;
  readonly bottom: number;
}

const CONTROL_COLOUR = "var(--hf-control)";
const NUMBER_SIZE = 11;
/** A bar of no change still shows. */
const THINNEST = 1.5;

function titleOf(origin: Origin, { kind, stage, change, isSameCondition }: WaterfallBar, unit: Unit): string {
  const place = `${origin.arm} on ${origin.eval}`;
  if (kind === "start" || kind === "end") {
    const at = origin[kind];
    return label(`${place} at ${momentText(at.moment)}: ${levelPhrase(at, unit)}.`);
  }
  const said = change === null ? "" : changePhrase(change, unit);
  const condition = isSameCondition
    ? ""
    : " The eval's condition changes here, so this may be the condition's.";
  const who = {
    shared: `what ${origin.control ?? "the control"} changed too`,
    own: "what its own data changed",
    change: "changed by",
    unknown: "its change",
  }[kind];
  return label(`${place}, ${stage}: ${who}, ${said}.${condition}`);
}

function numberOf(origin: Origin, { kind, change }: WaterfallBar, unit: Unit): string {
  if (kind === "start" || kind === "end") return printBareLevel(origin[kind].level, unit);
  if (change?.quantity.status !== "estimated") return "?";
  const { estimate } = change.quantity;
  const text = printDifference(
    { estimate: Number((estimate * unit.factor).toFixed(1)) / unit.factor, interval: null },
    unit,
  ).value;
  return estimate > 0 && text !== "0" ? `+${text}` : text;
}

/** Numbers over or under the bars, on the side that is free; none that would run into its neighbour. */
function numbersOf(
  origin: Origin,
  placed: readonly PlacedBar[],
  { y, top, bottom }: Scale,
  unit: Unit,
  inkOf: (bar: WaterfallBar) => string,
): Caption[] {
  let last = Number.NEGATIVE_INFINITY;
  return placed.flatMap(({ bar, x1, x2 }) => {
    const text = numberOf(origin, bar, unit);
    const x = (x1 + x2) / 2;
    const half = textWidth(text, NUMBER_SIZE) / 2;
    const isSmall = bar.kind === "shared" && x2 - x1 < 2 * half - 6;
    if (isSmall || x - half < last - 1) return [];
    last = x + half;
    const levels = [
      bar.kind === "start" || bar.kind === "end" ? null : bar.from,
      bar.to,
      bar.interval?.lower ?? null,
      bar.interval?.upper ?? null,
    ];
    const ys = levels.filter((level) => level !== null).map(y);
    const over = Math.min(...ys, bottom) - 8;
    const under = Math.max(...ys, top) + 9;
    const at = over > top - 8 ? over : Math.min(under, bottom - 6);
    return [{ x, y: ys.length === 0 ? (top + bottom) / 2 : at, text, fill: inkOf(bar) }];
  });
}

interface PlacedInterval {
  readonly interval: NonNullable<WaterfallBar["interval"]>;
  readonly x: number;
  readonly title: string;
}

/** The intervals within bars; an end that leaves the drawing points on. */
function intervalMarks(placed: readonly PlacedInterval[], { y, top, bottom }: Scale): Plot.Markish[] {
  const lines = placed.map(({ interval: { lower, upper }, x, title }) => ({
    ...{ x, title, low: lower === null ? bottom : y(lower), high: upper === null ? top : y(upper) },
  }));
  const cut = lines.flatMap(({ x, low, high }) => [
    ...(low >= bottom - 0.01 ? [{ x, at: bottom - 3, turn: 180 }] : []),
    ...(high <= top + 0.01 ? [{ x, at: top + 3, turn: 0 }] : []),
  ]);
  return [
    Plot.link(lines, {
      ...{ x1: "x", x2: "x", y1: "low", y2: "high", title: "title" },
      ...{ stroke: INK, strokeWidth: 1.25, strokeOpacity: 0.8 },
    }),
    Plot.dot(cut, {
      ...{ x: "x", y: "at", symbol: "triangle", rotate: "turn", r: 2.6, fill: INK, fillOpacity: 0.8 },
    }),
  ];
}

interface Look {
  readonly fill: string;
  readonly opacity: number;
  readonly isBroken: boolean;
}

interface PlacedRect {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly title: string;
  readonly look: Look;
}

/** The bars, those of one look as one mark. */
function rectMarks(placed: readonly PlacedRect[]): Plot.Markish[] {
  const looks = new Map<string, { look: Look; rects: PlacedRect[] }>();
  for (const rect of placed) {
    const key = JSON.stringify(rect.look);
    const group = looks.get(key) ?? { look: rect.look, rects: [] };
    group.rects.push(rect);
    looks.set(key, group);
  }
  return [...looks.values()].map(({ look: { fill, opacity, isBroken }, rects }) =>
    Plot.rect(rects, {
      ...{ x1: "x1", x2: "x2", y1: "y1", y2: "y2", title: "title", fill, fillOpacity: opacity },
      ...(isBroken ? { stroke: fill, strokeDasharray: "3 2", strokeWidth: 1.25 } : {}),
    }),
  );
}

/** Where a bar lies; one that nothing is known of stands over all heights. */
function heightOf({ kind, from, to }: WaterfallBar, { y, top, bottom }: Scale): { y1: number; y2: number } {
  if (kind === "unknown" || to === null || from === null) return { y1: top + 10, y2: bottom };
  const ground = kind === "start" || kind === "end" ? bottom : y(from);
  const [high, low] = [Math.min(ground, y(to)), Math.max(ground, y(to))];
  const thick = Math.max(0, THINNEST - (low - high)) / 2;
  return { y1: high - thick, y2: low + thick };
}

/** Names of the stages under their bars, as much of each as there is room for. */
function stageNames(placed: readonly PlacedBar[], bottom: number): Caption[] {
  const groups: { stage: string; x1: number; x2: number }[] = [];
  for (const { bar, x1, x2 } of placed) {
    const last = groups.at(-1);
    if (bar.kind === "own" && last !== undefined) groups[groups.length - 1] = { ...last, x2 };
    else groups.push({ stage: bar.kind === "end" ? "end" : bar.stage, x1, x2 });
  }
  return groups.map(({ stage, x1, x2 }) => ({
    x: (x1 + x2) / 2,
    y: bottom + 12,
    text: fitText(label(stage), x2 - x1 + 14, 11),
    fill: MUTED,
  }));
}

/** The bars of one arm with their intervals, numbers and names. */
export function barMarks(
  subject: Subject,
  origin: Origin,
  placed: readonly PlacedBar[],
  scale: Scale,
  unit: Unit,
): Plot.Markish[] {
  const { y, bottom } = scale;
  const { colour, ink } = armStyle(subject, origin.arm);
  const inkOf = ({ kind }: WaterfallBar) =>
    kind === "shared" || kind === "unknown" ? MUTED : kind === "start" || kind === "end" ? INK : ink;
  const lookOf = (bar: WaterfallBar): Look => {
    if (bar.kind === "unknown" || bar.from === null || bar.to === null)
      return { fill: "var(--hf-tint)", opacity: 0.05, isBroken: false };
    // where all arms start from one checkpoint, that level is nobody's own
    const isCommon = bar.kind === "shared" || (bar.kind === "start" && origin.sharedBase);
    const isLevel = bar.kind === "start" || bar.kind === "end";
    const settled = bar.change !== null && isSettled(bar.change) ? 0.92 : 0.5;
    const isBroken = !bar.isSameCondition;
    return {
      fill: isCommon ? CONTROL_COLOUR : colour,
      opacity: isBroken ? 0.15 : isLevel ? 0.32 : settled,
      isBroken,
    };
  };
  const legs = placed.slice(1).flatMap((next, index) => {
    const before = placed[index];
    const level = before?.bar.to ?? null;
    const isHeld = next.bar.from !== null || next.bar.kind === "end";
    return before === undefined || level === null || !isHeld
      ? []
      : [{ x1: before.x2, x2: next.x1, y: y(level) }];
  });
  return [
    Plot.link(legs, {
      x1: "x1",
      x2: "x2",
      y1: "y",
      y2: "y",
      stroke: MUTED,
      strokeOpacity: 0.7,
      strokeWidth: 1,
    }),
    ...rectMarks(
      placed.map(({ bar, x1, x2 }) => ({
        ...{ x1, x2, ...heightOf(bar, scale), title: titleOf(origin, bar, unit) },
        look: lookOf(bar),
      })),
    ),
    ...intervalMarks(
      placed.flatMap(({ bar, x1, x2 }) =>
        bar.interval === null || bar.kind === "unknown"
          ? []
          : [{ interval: bar.interval, x: (x1 + x2) / 2, title: titleOf(origin, bar, unit) }],
      ),
      scale,
    ),
    lettering(numbersOf(origin, placed, scale, unit, inkOf), "middle", {
      fontSize: NUMBER_SIZE,
      stroke: SURFACE,
      strokeWidth: 3,
    }),
    lettering(stageNames(placed, bottom), "middle", { fontSize: 11 }),
  ];
}

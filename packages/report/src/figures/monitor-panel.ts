import type { MonitorRow } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatBare, formatCount } from "../format.js";
import { printBareLevel, type Unit } from "../unit.js";
import { clamp } from "./domain.js";
import { label } from "./drawing.js";
import { fitName, fitParts, textWidth } from "./fit-text.js";
import { lettering } from "./lettering.js";
import type { ArmStyle } from "./palette.js";
import { INK, MUTED, RULE, SURFACE } from "./palette.js";

/** Where a panel stands in its figure, in pixels, and what all panels share. */
export interface PanelFrame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Rates, in the printed unit. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly steps: readonly [number, number];
  readonly limit: number;
  /** Evidence at which an alarm is raised. */
  readonly needed: number;
  /** Whether levels are written at its left edge. */
  readonly hasScale: boolean;
}

const HEAD = 38;
const FOOT = 20;
/** The end of a stage stands this share of the axis beyond its last step. */
const END = 0.08;

/** What is wrong with a run, in a word or two. */
export function stateText({ alarm, answered, points }: MonitorRow): string {
  if (points.length === 0) return "not enough yet";
  if (alarm !== null) return alarm.step === null ? "alarm at the end" : `alarm at ${formatCount(alarm.step)}`;
  return answered.length > 0 ? "quiet again" : "quiet";
}

/** Evidence as people read it: no more digits than it has meaning. */
export function evidenceText(evidence: number): string {
  if (evidence >= 1e6) return "over a million";
  return evidence >= 100 ? formatCount(evidence) : formatBare(Number(evidence.toPrecision(2)));
}

/** What tells runs of one arm apart: `seed 2`, and the branch where it is not the first. */
function runText({ arm, run }: MonitorRow): string {
  const [seed = "", branch = "0"] = run.slice(arm.length + 1).split("/");
  return branch === "0" ? `seed ${seed}` : `seed ${seed}, branch ${branch}`;
}

function pointTitle(row: MonitorRow, index: number, unit: Unit, needed: number): string {
  const point = row.points[index];
  if (point === undefined) return "";
  const at = point.step === null ? "the end" : `step ${formatCount(point.step)}`;
  const of = point.scores === null ? "" : ` of ${formatCount(point.scores)}`;
  const bound =
    point.highestAtLeast === undefined || point.lowestAtMost === undefined
      ? ""
      : row.bad === "above"
        ? `; surely at least ${printBareLevel(point.highestAtLeast, unit)} at some checkpoint so far`
        : `; surely at most ${printBareLevel(point.lowestAtMost, unit)} at some checkpoint so far`;
  return label(
    `${row.run}, ${at}: ${printBareLevel(point.rate, unit)}${of}, evidence ${evidenceText(point.evidence)} of the ${evidenceText(needed)} that an alarm needs${bound}`,
  );
}

/** One run over the steps of its stage: its rates, what they surely say, the limit, alarms and interventions. */
export function monitorPanel(
  row: MonitorRow,
  context: string,
  frame: PanelFrame,
  unit: Unit,
  style: ArmStyle,
): Plot.Markish[] {
  const { left, top, width, height, domain, steps, limit } = frame;
  const plotTop = top + HEAD;
  const bottom = top + height - FOOT;
  const right = left + width;
  const span = steps[1] - steps[0];
  const atX = (step: number | null) =>
    step === null
      ? right
      : left + (span === 0 ? 0.5 : (clamp(step, steps) - steps[0]) / span) * width * (1 - END);
  const atY = (rate: number) =>
    bottom - ((clamp(rate, domain) - domain[0]) / (domain[1] - domain[0] || 1)) * (bottom - plotTop);
  const places = row.points.map((point, index) => ({
    ...{ x: atX(point.step), y: atY(point.rate * unit.factor), index },
    isPast: (limit - point.rate * unit.factor) * (row.bad === "above" ? 1 : -1) < 0,
    low: point.highestAtLeast,
    high: point.lowestAtMost,
  }));
  const band = places.flatMap(({ x, low, high }) =>
    low === undefined || high === undefined || low > high
      ? []
      : [{ x, from: atY(low * unit.factor), to: atY(high * unit.factor) }],
  );
  const alarms = [
    ...row.answered.map(({ step }) => ({ step, isAnswered: true })),
    ...(row.alarm === null ? [] : [{ step: row.alarm.step, isAnswered: false }]),
  ].flatMap(({ step, isAnswered }) => {
    const place = places[row.points.findIndex((point) => point.step === step)];
    return place === undefined ? [] : [{ ...place, isAnswered }];
  });
  const state = stateText(row);
  const isLoud = row.alarm !== null;
  const stateWidth = textWidth(state, 12) + 12;
  return [
    Plot.ruleY(frame.ticks.map(atY), {
      x1: { value: () => left, scale: null },
      x2: { value: () => right, scale: null },
      stroke: RULE,
    }),
    ...(band.length < 2
      ? []
      : [
          Plot.areaY(band, {
            ...{ x: "x", y1: "from", y2: "to", curve: "step-after" },
            ...{ fill: style.colour, fillOpacity: 0.14 },
          }),
        ]),
    Plot.link([0], {
      ...{ x1: left, x2: right, y1: atY(limit), y2: atY(limit), stroke: INK, strokeWidth: 1.25 },
      strokeDasharray: "4 3",
    }),
    ...row.interventions.map(({ step, change }) =>
      Plot.link([0], {
        ...{ x1: atX(step), x2: atX(step), y1: plotTop, y2: bottom + 5, stroke: INK, strokeOpacity: 0.55 },
        title: () => label(`${row.run}, intervention after step ${formatCount(step)}: ${change}`),
      }),
    ),
    Plot.dot(row.interventions, {
      ...{ x: (one: { step: number }) => atX(one.step), y: bottom + 6, r: 3.2, symbol: "diamond", fill: INK },
      title: (one: { step: number; change: string }) =>
        label(`${row.run}, intervention after step ${formatCount(one.step)}: ${one.change}`),
    }),
    Plot.line(places, { x: "x", y: "y", stroke: style.colour, strokeWidth: 2 }),
    Plot.dot(places, {
      ...{ x: "x", y: "y", r: 3.4, fill: style.colour, stroke: SURFACE, strokeWidth: 1 },
      title: ({ index }: { index: number }) => pointTitle(row, index, unit, frame.needed),
    }),
    Plot.dot(alarms, {
      ...{ x: "x", y: "y", r: 7.5, symbol: "circle", strokeWidth: 2.25 },
      stroke: INK,
      fill: (one: { isAnswered: boolean }) => (one.isAnswered ? SURFACE : INK),
      fillOpacity: (one: { isAnswered: boolean }) => (one.isAnswered ? 0 : 1),
      title: ({ index, isAnswered }: { index: number; isAnswered: boolean }) =>
        `${isAnswered ? "An alarm that an intervention answered. " : "ALARM. "}${pointTitle(row, index, unit, frame.needed)}`,
    }),
    lettering(
      alarms
        .filter(({ isAnswered }) => !isAnswered)
        .map(({ x, y }) => ({ x, y: y + 0.5, text: "!", fill: SURFACE })),
      "middle",
      { fontWeight: 700, fontSize: 11, pointerEvents: "none" },
    ),
    lettering(
      [{ x: left, y: top + 10, text: fitName(label(row.arm), width - stateWidth, 12.5), fill: style.ink }],
      "start",
      { fontWeight: 600, fontSize: 12.5 },
    ),
    lettering([{ x: right, y: top + 10, text: state, fill: isLoud ? INK : MUTED }], "end", {
      ...{ fontSize: 12, fontWeight: isLoud ? 700 : 400 },
    }),
    lettering(
      [
        {
          ...{ x: left, y: top + 26, fill: MUTED },
          text: fitParts(
            [
              runText(row),
              `evidence ${evidenceText(row.evidence)} of ${evidenceText(frame.needed)}`,
              ...(context === "" ? [] : [label(context)]),
            ],
            width,
            11,
          ),
        },
      ],
      "start",
      { fontSize: 11 },
    ),
    lettering(
      frame.hasScale
        ? frame.ticks.map((tick) => ({
            ...{ x: left - 7, y: atY(tick), fill: MUTED },
            text: `${formatBare(tick)}${unit.levelSuffix}`,
          }))
        : [],
      "end",
      { fontSize: 11 },
    ),
    lettering(
      stepTicks(steps, row).map((step) => ({
        ...{ x: atX(step), y: bottom + 16, text: step === null ? "end" : formatCount(step), fill: MUTED },
      })),
      "middle",
      { fontSize: 11 },
    ),
  ];
}

/** The first and the last step, and the end where something was scored there. */
function stepTicks([first, last]: readonly [number, number], { points }: MonitorRow): (number | null)[] {
  const steps = first === last ? [first] : [first, last];
  const isAtEnd = points.some(({ step }) => step === null);
  if (!points.some(({ step }) => step !== null)) return isAtEnd ? [null] : [];
  return isAtEnd ? [first, null] : steps;
}

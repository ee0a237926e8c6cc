import { conditionKey } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber, formatShare } from "../format.js";
import { momentText, type Subject } from "../subject.js";
import { printDifference } from "../unit.js";
import { clamp, ticksWithin } from "./domain.js";
import { label } from "./drawing.js";
import { AXIS_LEFT, GAUGE, LABEL_LEFT, PLOT_RIGHT, type PlacedRow } from "./durability-layout.js";
import type { Series, TrajectoryPoint } from "./durability-rows.js";
import { fitName, spread } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { armStyle, MUTED, RULE, SURFACE, ZERO } from "./palette.js";
import type { TimeAxis } from "./time-axis.js";

interface Thresholds {
  readonly lower: number;
  readonly upper: number;
}

function fromLead(series: Series) {
  const preferred = series.judged[0];
  if (preferred?.retention?.status !== "estimated") return undefined;
  const { durability, retention } = preferred;
  return { durability, lead: retention.from.estimate, to: retention.to.estimate };
}

function pointTitle(placed: PlacedRow, arm: string, point: TrajectoryPoint): string {
  const printed = printDifference({ estimate: point.lead, interval: point.interval }, placed.unit);
  const interval = printed.interval === null ? "no interval" : printed.interval;
  return label(
    `${arm} on ${placed.row.eval}, ${momentText({ stage: point.stage, steps: [...(point.steps ?? [point.step])] })}: ${printed.spoken} ${interval}, ${point.runs} against ${point.controlRuns} runs`,
  );
}

/** The lead as it was at first, running on. */
function dashed(line: {
  readonly x0: number;
  readonly right: number;
  readonly y: number;
  readonly colour: string;
}) {
  const { x0, right, y, colour } = line;
  return Plot.link([0], {
    x1: x0,
    x2: right,
    y1: y,
    y2: y,
    stroke: colour,
    strokeWidth: 1.25,
    strokeDasharray: "5 4",
    strokeOpacity: 0.9,
  });
}

/** What "retained" asks for: full-width where the row has one arm, a gauge for each where it has several. */
function tints(placed: PlacedRow, axis: TimeAxis, thresholds: Thresholds, subject: Subject): Plot.Markish[] {
  const several = placed.row.series.length > 1;
  return placed.row.series.flatMap((series, index): Plot.Markish[] => {
    const start = fromLead(series);
    if (start === undefined || start.lead === 0) return [];
    const { colour } = armStyle(subject, series.arm);
    const { stage, steps } = start.durability.from;
    const x0 = axis.at({ stage, step: steps.at(-1) ?? null });
    const gaugeRight = PLOT_RIGHT - (placed.row.series.length - 1 - index) * GAUGE;
    const [left, right] = several ? [gaugeRight - GAUGE + 4, gaugeRight] : [x0, PLOT_RIGHT];
    const y = placed.y(start.lead);
    const edge = start.lead < 0 ? placed.bottom : placed.top;
    const keep = placed.y(start.lead * thresholds.upper);
    const lose = placed.y(start.lead * thresholds.lower);
    const zero = placed.y(0);
    const roomy = (from: number, to: number) => !several && Math.abs(to - from) > 26;
    const judged = start.durability.verdict.flags;
    if (judged.includes("harm") || judged.includes("no-lead-to-retain"))
      return [dashed({ x0, right, y, colour })];
    const words = [
      ...(roomy(keep, edge)
        ? [
            {
              x: right - 6,
              y: edge + Math.sign(keep - edge) * 8,
              text: `${formatShare(thresholds.upper)} of it or more`,
              fill: MUTED,
            },
          ]
        : []),
      ...(roomy(lose, zero)
        ? [
            {
              x: right - 6,
              y: zero + Math.sign(lose - zero) * 9,
              text: `less than ${formatShare(thresholds.lower)} of it`,
              fill: MUTED,
            },
          ]
        : []),
    ];
    return [
      lettering(words, "end", { fontSize: 10.5 }),
      Plot.rect([0], {
        x1: left,
        x2: right,
        y1: keep,
        y2: several ? y : edge,
        fill: colour,
        fillOpacity: several ? 0.34 : 0.09,
      }),
      Plot.rect([0], {
        x1: left,
        x2: right,
        y1: lose,
        y2: zero,
        fill: "var(--hf-tint)",
        fillOpacity: several ? 0.13 : 0.055,
      }),
      dashed({ x0, right, y, colour }),
    ];
  });
}

function seriesMarks(placed: PlacedRow, series: Series, axis: TimeAxis, subject: Subject): Plot.Markish[] {
  const { colour, symbol } = armStyle(subject, series.arm);
  const points = series.points.map((point) => {
    // between ends that alone are known there is nothing to shade
    const around = point.steps === undefined ? (point.band ?? point.interval) : null;
    const end = (value: number | null | undefined, open: number) =>
      placed.y(clamp((value ?? open) * placed.unit.factor, placed.domain) / placed.unit.factor);
    return {
      x: axis.at(point),
      y: placed.y(point.lead),
      low: around === null ? null : end(around.lower, Number.NEGATIVE_INFINITY),
      high: around === null ? null : end(around.upper, Number.POSITIVE_INFINITY),
      bar:
        point.interval === null
          ? null
          : {
              low: end(point.interval.lower, Number.NEGATIVE_INFINITY),
              high: end(point.interval.upper, Number.POSITIVE_INFINITY),
            },
      title: pointTitle(placed, series.arm, point),
      condition: conditionKey(point.condition),
    };
  });
  const banded = points.filter((point) => point.low !== null && point.high !== null);
  const legs = points.slice(1).map((point, index) => ({ from: points[index] ?? point, to: point }));
  return [
    ...(banded.length > 1
      ? [Plot.areaY(banded, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.15 })]
      : []),
    Plot.link(
      points.filter((point) => point.bar !== null),
      {
        x1: "x",
        x2: "x",
        y1: (point) => point.bar?.low,
        y2: (point) => point.bar?.high,
        stroke: colour,
        strokeWidth: 1.5,
        strokeOpacity: 0.75,
      },
    ),
    ...legs.map(({ from, to }) =>
      Plot.link([0], {
        x1: from.x,
        x2: to.x,
        y1: from.y,
        y2: to.y,
        stroke: colour,
        strokeWidth: 2,
        ...(from.condition === to.condition ? {} : { strokeDasharray: "1.5 4", strokeLinecap: "round" }),
      }),
    ),
    Plot.dot(points, {
      x: "x",
      y: "y",
      r: 3.6,
      symbol,
      fill: (point) => (point.bar === null ? SURFACE : colour),
      stroke: colour,
      strokeWidth: 1.5,
      title: "title",
    }),
  ];
}

/** The lead of each arm over time in one row, with what its durability is judged against. */
export function leadMarks(subject: Subject, placed: PlacedRow, axis: TimeAxis): Plot.Markish[] {
  const { top, bottom, domain, unit, row } = placed;
  const zero = placed.y(0);
  const ticks = ticksWithin(domain[0], domain[1], Math.max(3, Math.round((bottom - top) / 36)));
  const inner = ticks.filter((tick) => tick !== 0);
  const ends = row.series.flatMap((series) => {
    const last = series.points.at(-1);
    return last === undefined ? [] : [{ arm: series.arm, y: placed.y(last.lead) }];
  });
  const wanted = [...ends.map(({ y }) => y), zero];
  const spots = spread(wanted, 14, top + 2, bottom - 2);
  return [
    Plot.link(axis.positions, {
      x1: (x: number) => x,
      x2: (x: number) => x,
      y1: top,
      y2: bottom,
      stroke: RULE,
    }),
    ...tints(placed, axis, subject.ablation.plan.retention, subject),
    Plot.link([0], { x1: AXIS_LEFT, x2: PLOT_RIGHT, y1: zero, y2: zero, stroke: ZERO, strokeWidth: 1.75 }),
    lettering(
      ticks.map((tick) => ({
        x: AXIS_LEFT - 8,
        y: placed.y(tick / unit.factor),
        text: `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}`,
        fill: MUTED,
      })),
      "end",
      { fontSize: 11 },
    ),
    Plot.link(inner, {
      x1: AXIS_LEFT - 4,
      x2: AXIS_LEFT,
      y1: (tick: number) => placed.y(tick / unit.factor),
      y2: (tick: number) => placed.y(tick / unit.factor),
      stroke: MUTED,
      strokeOpacity: 0.5,
    }),
    ...row.series.flatMap((series) => seriesMarks(placed, series, axis, subject)),
    lettering(
      ends.map(({ arm }, index) => ({
        x: LABEL_LEFT,
        y: spots[index] ?? 0,
        text: fitName(label(arm), 122),
        fill: armStyle(subject, arm).ink,
      })),
      "start",
      { fontWeight: 600 },
    ),
    lettering(
      [{ x: LABEL_LEFT, y: spots.at(-1) ?? zero, text: "control", fill: "var(--hf-control-ink)" }],
      "start",
      {
        fontWeight: 600,
      },
    ),
  ];
}

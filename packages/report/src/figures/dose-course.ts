import type { Ablation, DoseSeries, Efficiency, Interval, LevelRow } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber, formatQuantity } from "../format.js";
import { doseText } from "../sentences/efficiency-sentence.js";
import { betterSign, subjectOf, unitFor } from "../subject.js";
import { printBareLevel } from "../unit.js";
import { clamp, ticksWithin } from "./domain.js";
import { dosePointMarks } from "./dose-points.js";
import { dosesReached, reachesHeight, reachMarks } from "./dose-reaches.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { textWidth } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { INK, MUTED, RULE } from "./palette.js";

const WIDTH = 960;
const LEFT = 52;
const RIGHT = 780;
const TOP = 40;
const BOTTOM = 340;
/** Under the reaches: the name of the axis. */
const FOOT = 54;
const STEPS = 96;

/** The level of an arm at the same place, where one is known with an interval. */
function intervalOf(levels: readonly LevelRow[], arm: string): Interval | null {
  const finding = levels.find((row) => row.arm === arm)?.finding;
  return finding?.status === "estimated" ? finding.interval : null;
}

/** Doses as the trend sees them: the logarithm of one plus the dose over the least dose above 0. */
function doseScale({ points }: DoseSeries) {
  const doses = points.map(({ dose }) => dose);
  const least = Math.min(...doses.filter((dose) => dose > 0));
  const stretch = (dose: number) => Math.log1p(dose / least);
  const most = stretch(Math.max(...doses));
  const at = (dose: number) => LEFT + 14 + (stretch(Math.max(0, dose)) / most) * (RIGHT - LEFT - 40);
  const doseAt = (share: number) => least * Math.expm1(share * most);
  return { at, doseAt, doses: [...new Set(doses)].sort((a, b) => a - b) };
}

/** Doses that can be named side by side. */
function shownTicks(ticks: readonly { readonly x: number; readonly text: string }[]) {
  const kept: { readonly x: number; readonly text: string }[] = [];
  for (const tick of [...ticks].reverse()) {
    const next = kept[0];
    if (next === undefined || next.x - tick.x > (textWidth(next.text, 11) + textWidth(tick.text, 11)) / 2 + 8)
      kept.unshift(tick);
  }
  return kept;
}

/**
 * How the outcome depends on the dose of one ingredient: what arms scored, the nearest course that never turns back,
 * the saturating curve where it could be fitted, and the dose at which half of its way is gone with its interval.
 */
export function doseCourseFigure(
  ablation: Ablation,
  efficiency: Efficiency,
  series: DoseSeries,
  options: { readonly id: string; readonly levels: readonly LevelRow[] },
): Figure {
  const subject = subjectOf(ablation);
  const unit = unitFor(subject, efficiency);
  const scale = doseScale(series);
  const points = series.points.map((point) => ({ point, interval: intervalOf(options.levels, point.arm) }));
  const emax = series.emax.status === "estimated" ? series.emax : null;
  const curve =
    emax === null
      ? []
      : Array.from({ length: STEPS + 1 }, (_, index) => {
          const dose = scale.doseAt(index / STEPS);
          return { dose, value: emax.e0 + (emax.emax * dose) / (emax.ed50 + dose) };
        });
  const values = [
    ...points.flatMap(({ point, interval }) => [
      point.mean,
      point.isotonic,
      interval?.lower ?? point.mean,
      interval?.upper ?? point.mean,
    ]),
  ].map((value) => value * unit.factor);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const air = high > low ? (high - low) * 0.1 : 1;
  const isRate = unit.levelSuffix === "%";
  const domain = [
    isRate ? Math.max(0, low - air) : low - air,
    isRate ? Math.min(100, high + air) : high + air,
  ] as const;
  const y = (value: number) =>
    BOTTOM - ((clamp(value * unit.factor, domain) - domain[0]) / (domain[1] - domain[0])) * (BOTTOM - TOP);
  const ticks = ticksWithin(domain[0], domain[1], 5);
  const doses = shownTicks(
    scale.doses.map((dose) => ({
      x: scale.at(dose),
      text: doseText(dose, series.unit).replace(" tokens", ""),
    })),
  );
  const monotone = points
    .map(({ point }) => ({ x: scale.at(point.dose), y: y(point.isotonic) }))
    .sort((a, b) => a.x - b.x);
  const last = { monotone: monotone.at(-1), curve: curve.at(-1) };
  const ends = [
    ...(last.monotone === undefined ? [] : [{ y: last.monotone.y, text: "never turning back", fill: MUTED }]),
    ...(last.curve === undefined ? [] : [{ y: y(last.curve.value), text: "saturating curve", fill: INK }]),
  ];
  const isClose = ends.length === 2 && Math.abs((ends[0]?.y ?? 0) - (ends[1]?.y ?? 0)) < 15;
  const better = betterSign(subject, efficiency) < 0 ? "lower is better" : "higher is better";
  const most = scale.doses.at(-1) ?? 1;
  const reaches = dosesReached(series);
  const height = BOTTOM + reachesHeight(reaches) + FOOT;
  const marks = [
    lettering(
      [
        {
          x: 0,
          y: 12,
          text: `${label(efficiency.eval)} by dose of ${label(series.factor ?? series.dataset ?? "one ingredient")}${series.setting === "" ? "" : ` at ${label(series.setting)}`} · ${better}`,
          fill: MUTED,
        },
      ],
      "start",
    ),
    Plot.link(ticks, {
      x1: LEFT,
      x2: RIGHT,
      y1: (tick: number) => y(tick / unit.factor),
      y2: (tick: number) => y(tick / unit.factor),
      stroke: RULE,
    }),
    lettering(
      ticks.map((tick) => ({
        x: LEFT - 8,
        y: y(tick / unit.factor),
        text: `${formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}${unit.levelSuffix}`,
        fill: MUTED,
      })),
      "end",
      { fontSize: 11 },
    ),
    Plot.line(monotone, { x: "x", y: "y", stroke: MUTED, strokeWidth: 1.25, strokeDasharray: "4 3" }),
    Plot.line(curve, {
      x: ({ dose }) => scale.at(dose),
      y: ({ value }) => y(value),
      stroke: INK,
      strokeWidth: 2,
      strokeOpacity: 0.75,
    }),
    lettering(
      ends.map((end, index) => ({
        ...end,
        x: RIGHT - 4,
        y: isClose ? end.y + (index === 0 ? 8 : -8) : end.y,
      })),
      "start",
      { fontSize: 11 },
    ),
    ...dosePointMarks(
      subject,
      points.map(({ point, interval }) => ({
        arm: point.arm,
        x: scale.at(point.dose),
        y: y(point.mean),
        bar:
          interval === null
            ? null
            : {
                low: y(interval.lower ?? Number.NEGATIVE_INFINITY),
                high: y(interval.upper ?? Number.POSITIVE_INFINITY),
              },
        title: label(
          `${point.arm}: ${doseText(point.dose, series.unit)} of it, ${printBareLevel(point.mean, unit)} on ${efficiency.eval} (${point.runs === 0 ? "no named run" : formatQuantity(point.runs, "run")}).`,
        ),
      })),
      { left: LEFT, right: RIGHT - 12, top: TOP - 10, bottom: BOTTOM },
    ),
    lettering(
      doses.map(({ x, text }) => ({ x, y: BOTTOM + 15, text, fill: MUTED })),
      "middle",
      { fontSize: 11 },
    ),
    Plot.link(scale.doses, {
      x1: scale.at,
      x2: scale.at,
      y1: BOTTOM,
      y2: BOTTOM + 4,
      stroke: MUTED,
      strokeOpacity: 0.6,
    }),
    ...reachMarks(reaches, { top: BOTTOM + 24, right: RIGHT, most, at: scale.at }),
    lettering(
      [
        {
          x: (LEFT + RIGHT) / 2,
          y: height - 6,
          text: `dose${series.unit === "" ? "" : `, ${label(series.unit)}`}, on the scale of the trend: log(1 + dose / least dose)`,
          fill: MUTED,
        },
      ],
      "middle",
    ),
  ];
  return compose(options.id, "How the outcome depends on the dose", { width: WIDTH, height }, [
    panel(0, 0, pixelChart(WIDTH, height, marks)),
  ]);
}

import { type Ablation, compareText, conditionKey, type LevelRow } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { countText, levelSentence } from "../sentences/level-sentence.js";
import { contextOf, momentText, type Subject, subjectOf, unitFor } from "../subject.js";
import { printLevel, type Unit } from "../unit.js";
import { clamp, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import { type Caption, lettering } from "./lettering.js";
import { type ArmStyle, armStyle, MUTED, RULE, SURFACE } from "./palette.js";

const WIDTH = 960;
const PLOT_LEFT = 236;
const PLOT_RIGHT = 690;
const NUMBER_LEFT = 752;
const COUNT_RIGHT = 960;
const ROW = 23;
const GROUP = 38;
const HEAD = 6;
const FOOT = 28;

interface Group {
  readonly title: string;
  readonly rows: readonly LevelRow[];
}

/** Levels that may be compared: one eval, metric, judge, condition and moment; the highest first. */
export function levelGroups(subject: Subject, levels: readonly LevelRow[]): Group[] {
  const groups = new Map<string, LevelRow[]>();
  for (const row of levels) {
    const key = JSON.stringify([row.eval, row.metric, row.judge, conditionKey(row.condition), row.moment]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const height = ({ finding }: LevelRow) =>
    finding.status === "estimated" ? finding.estimate : Number.NEGATIVE_INFINITY;
  return [...groups.values()].map((rows) => {
    const [first] = rows;
    const context = first === undefined ? "" : contextOf(subject, first, first.condition);
    const several = subject.ablation.stages.length > 1;
    const moment = first === undefined || !several ? "" : `after ${momentText(first.moment)}`;
    const title = [first?.eval ?? "", context, moment].filter((part) => part !== "").join(" · ");
    return { title, rows: [...rows].sort((a, b) => height(b) - height(a) || compareText(a.arm, b.arm)) };
  });
}

function domainOf(levels: readonly LevelRow[], unit: Unit): readonly [number, number] {
  if (unit.levelSuffix === "%") return [0, 100];
  const values = levels.flatMap(({ finding }) =>
    finding.status === "estimated"
      ? [finding.estimate, finding.interval?.lower ?? null, finding.interval?.upper ?? null].filter(
          (value) => value !== null,
        )
      : [],
  );
  const [lower, upper] = [Math.min(...values), Math.max(...values)];
  return lower < upper
    ? [lower - (upper - lower) * 0.05, upper + (upper - lower) * 0.05]
    : [lower - 1, upper + 1];
}

interface Placed {
  readonly row: LevelRow;
  readonly y: number;
}

function marksOf(
  subject: Subject,
  { row, y }: Placed,
  unit: Unit,
  domain: readonly [number, number],
  style: ArmStyle,
): Plot.Markish[] {
  const { finding } = row;
  if (finding.status !== "estimated") return [];
  const title = label(levelSentence(subject, row));
  const { interval } = finding;
  return [
    ...(interval === null
      ? []
      : [
          Plot.link([0], {
            x1: clamp(interval.lower === null ? domain[0] : interval.lower * unit.factor, domain),
            x2: clamp(interval.upper === null ? domain[1] : interval.upper * unit.factor, domain),
            y1: y,
            y2: y,
            stroke: style.colour,
            strokeWidth: 2.25,
            strokeOpacity: 0.55,
            title: () => title,
          }),
        ]),
    Plot.dot([0], {
      x: clamp(finding.estimate * unit.factor, domain),
      y,
      r: interval === null ? 4.5 : 4,
      symbol: interval === null ? "diamond" : style.symbol,
      fill: interval === null ? SURFACE : style.colour,
      stroke: style.colour,
      strokeWidth: 1.5,
      title: () => title,
    }),
  ];
}

/**
 * Levels without a control: a dot an arm with the interval of a single arm, the highest first, one panel for each
 * eval, condition and moment. All levels must have one unit, because they share one axis.
 */
export function levelsFigure(
  ablation: Ablation,
  levels: readonly LevelRow[],
  options: { readonly id: string },
): Figure {
  const subject = subjectOf(ablation);
  const [first] = levels;
  const unit = first === undefined ? { factor: 1, levelSuffix: "", difference: "" } : unitFor(subject, first);
  const domain = domainOf(levels, unit);
  const ticks = ticksWithin(domain[0], domain[1], 5);
  const many = new Set(levels.map(({ arm }) => arm)).size > 6;
  const styleOf = (arm: string): ArmStyle =>
    many ? { colour: "var(--hf-arm-1)", ink: "var(--hf-ink)", symbol: "circle" } : armStyle(subject, arm);
  const headings: Caption[] = [];
  const placed: Placed[] = [];
  const frames: { top: number; bottom: number }[] = [];
  let y = HEAD;
  for (const group of levelGroups(subject, levels)) {
    headings.push({ x: 0, y: y + 14, text: fitText(label(group.title), WIDTH, 12.5) });
    y += GROUP;
    const top = y - 6;
    for (const row of group.rows) {
      placed.push({ row, y: y + ROW / 2 });
      y += ROW;
    }
    frames.push({ top, bottom: y + 3 });
    y += FOOT;
  }
  const height = y + 4;
  const printed = placed.map(({ row, y: at }) => {
    const { finding } = row;
    if (finding.status !== "estimated") return { y: at, value: "", interval: "not estimable", count: "" };
    const text = printLevel(finding, unit);
    return {
      y: at,
      value: text.spoken,
      interval: text.interval ?? (finding.evidenceLevel === "point" ? "point value" : "no interval"),
      count: countText(finding, unit) ?? "",
    };
  });
  const tickText = (tick: number) =>
    `${formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}${unit.levelSuffix}`;
  const drawn = panel(0, 0, {
    width: WIDTH,
    height,
    margin: 0,
    x: { domain: [...domain], range: [PLOT_LEFT, PLOT_RIGHT], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      lettering(headings, "start", { fontWeight: 700, fontSize: 12.5 }),
      Plot.ruleY(
        headings.map((heading) => heading.y + 12),
        { x1: { value: () => 0, scale: null }, x2: { value: () => WIDTH, scale: null }, stroke: RULE },
      ),
      ...frames.flatMap(({ top, bottom }) => [
        Plot.ruleX(ticks, { y1: top, y2: bottom, stroke: RULE }),
        Plot.text(ticks, {
          x: (tick: number) => tick,
          y: () => bottom + 10,
          text: tickText,
          fill: MUTED,
          fontSize: 11,
        }),
      ]),
      lettering(
        placed.map(({ row, y: at }) => ({
          x: PLOT_LEFT - 16,
          y: at,
          text: fitName(label(row.arm), PLOT_LEFT - 20),
          fill: styleOf(row.arm).ink,
        })),
        "end",
      ),
      ...placed.flatMap((one) => marksOf(subject, one, unit, domain, styleOf(one.row.arm))),
      lettering(
        printed.map(({ y: at, value }) => ({ x: NUMBER_LEFT, y: at, text: value })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        printed.map(({ y: at, interval }) => ({ x: NUMBER_LEFT + 10, y: at, text: interval, fill: MUTED })),
        "start",
      ),
      lettering(
        printed.map(({ y: at, count }) => ({ x: COUNT_RIGHT, y: at, text: count, fill: MUTED })),
        "end",
      ),
    ],
  });
  return compose(options.id, "Level of each arm", { width: WIDTH, height }, [drawn]);
}

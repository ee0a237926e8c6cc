import type { Ablation, Effect } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { chosenFinding, type LeadChoice, REGISTERED_CHOICE } from "../lead-choice.js";
import { effectSentence } from "../sentences/effect-sentence.js";
import { type Subject, subjectOf, unitFor } from "../subject.js";
import { clamp, domainAround, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, fitPair } from "./fit-text.js";
import { type ForestRow, forestGroups } from "./forest-rows.js";
import { type Caption, lettering } from "./lettering.js";
import { armStyle, MUTED, RULE, SURFACE, ZERO } from "./palette.js";

const WIDTH = 960;
const ARM_LEFT = 0;
const EVAL_LEFT = 168;
const PLOT_LEFT = 372;
const PLOT_RIGHT = 716;
const NUMBER_LEFT = 782;
const ROW = 26;
const GROUP = 36;
const HEAD = 34;
const FOOT = 40;

interface Placed extends ForestRow {
  readonly y: number;
}

function marksOf(
  subject: Subject,
  rows: readonly Placed[],
  domain: readonly [number, number],
  choice: LeadChoice,
): Plot.Markish[] {
  return rows.flatMap(({ effect, finding, solid, y }): Plot.Markish[] => {
    if (finding?.status !== "estimated") return [];
    const { factor } = axisOf(subject, effect, choice);
    const { colour, symbol } = armStyle(subject, effect.arm);
    const estimate = finding.estimate * factor;
    const title = label(effectSentence(subject, effect, choice));
    const { interval } = finding;
    const lower =
      interval === null
        ? estimate
        : (interval.lower ?? Number.NEGATIVE_INFINITY) * (interval.lower === null ? 1 : factor);
    const upper =
      interval === null
        ? estimate
        : (interval.upper ?? Number.POSITIVE_INFINITY) * (interval.upper === null ? 1 : factor);
    const cut = [
      ...(lower < domain[0] ? [{ x: domain[0], turn: -90 }] : []),
      ...(upper > domain[1] ? [{ x: domain[1], turn: 90 }] : []),
    ];
    return [
      ...(interval === null
        ? []
        : [
            Plot.link([0], {
              x1: clamp(lower, domain),
              x2: clamp(upper, domain),
              y1: y,
              y2: y,
              stroke: colour,
              strokeWidth: 2.25,
              strokeOpacity: solid ? 1 : 0.6,
              title: () => title,
            }),
            ...cut.map(({ x, turn }) =>
              Plot.dot([0], { x, y, symbol: "triangle", rotate: turn, r: 3.2, fill: colour, stroke: "none" }),
            ),
          ]),
      Plot.dot([0], {
        x: clamp(estimate, domain),
        y,
        r: interval === null ? 5 : 4.5,
        symbol: interval === null ? "diamond" : symbol,
        fill: solid ? colour : SURFACE,
        stroke: colour,
        strokeWidth: 1.75,
        title: () => title,
      }),
    ];
  });
}

/** How the numbers of a choice stand on the axis. */
function axisOf(
  subject: Subject,
  effect: Effect | undefined,
  { scale }: LeadChoice,
): { readonly factor: number; readonly difference: string } {
  if (scale === "log-odds") return { factor: 1, difference: "in log odds" };
  return effect === undefined ? { factor: 1, difference: "" } : unitFor(subject, effect);
}

/** The estimate and the ends of its interval that exist, on the axis. */
function reachOf(effect: Effect, factor: number, choice: LeadChoice): number[] {
  const finding = chosenFinding(effect, choice);
  if (finding?.status !== "estimated") return [];
  return [finding.estimate, finding.interval?.lower ?? null, finding.interval?.upper ?? null]
    .filter((value) => value !== null)
    .map((value) => value * factor);
}

/**
 * The leads of one moment as a forest: the best first within target, held-out and guardrail evals, hollow marks for
 * what multiplicity did not let stand (or was never registered), numbers at the right margin. All leads must have
 * one unit, because they share one axis.
 *
 * @param options.id prefix of the ids within the drawing; unique on the page
 * @param options.among leads of other moments that share the axis, so that figures can be compared by eye
 * @param options.choice which number of each lead is drawn; in log odds all evals have one unit
 */
export function forestFigure(
  ablation: Ablation,
  effects: readonly Effect[],
  options: { readonly id: string; readonly among?: readonly Effect[]; readonly choice?: LeadChoice },
): Figure {
  const subject = subjectOf(ablation);
  const { choice = REGISTERED_CHOICE } = options;
  const groups = forestGroups(subject, effects, choice);
  const rows: Placed[] = [];
  const headings: Caption[] = [];
  const notes: Caption[] = [];
  let y = HEAD;
  for (const group of groups) {
    headings.push({ x: ARM_LEFT, y: y + GROUP - 13, text: group.title });
    const arrow =
      group.better === null
        ? "arrows say which way is better"
        : group.better === "lower is better"
          ? "← better"
          : "better →";
    notes.push({ x: (PLOT_LEFT + PLOT_RIGHT) / 2, y: y + GROUP - 13, text: arrow, fill: MUTED });
    y += GROUP;
    for (const row of group.rows) {
      rows.push({ ...row, y: y + ROW / 2 });
      y += ROW;
    }
  }
  const bottom = y + 6;
  const height = bottom + FOOT;
  const unit = axisOf(subject, effects[0], choice);
  const domain = domainAround(
    (options.among ?? effects).flatMap((effect) => reachOf(effect, unit.factor, choice)),
  );
  const ticks = ticksWithin(domain[0], domain[1], 6);
  const head = 16;
  const heads: Caption[] = [
    { x: ARM_LEFT, y: head, text: "arm", fill: MUTED },
    { x: EVAL_LEFT, y: head, text: "eval", fill: MUTED },
    { x: NUMBER_LEFT + 9, y: head, text: "interval", fill: MUTED },
  ];
  const lines = [HEAD - 6, ...headings.map(({ y: at }) => at + 11)];
  const drawn = panel(0, 0, {
    width: WIDTH,
    height,
    margin: 0,
    x: { domain: [...domain], range: [PLOT_LEFT, PLOT_RIGHT], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      Plot.ruleY(lines, {
        x1: { value: () => ARM_LEFT, scale: null },
        x2: { value: () => WIDTH, scale: null },
        stroke: RULE,
      }),
      Plot.ruleX(
        ticks.filter((tick) => tick !== 0),
        { y1: HEAD + GROUP, y2: bottom, stroke: RULE },
      ),
      Plot.ruleX([0], { y1: HEAD - 6, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
      Plot.text(ticks, {
        x: (tick: number) => tick,
        y: () => bottom + 13,
        text: (tick: number) => tickText(tick),
        fill: MUTED,
      }),
      Plot.text([0], {
        x: 0,
        y: () => head,
        text: () => "control",
        fill: "var(--hf-control-ink)",
        fontWeight: 600,
      }),
      Plot.text([0], {
        x: (domain[0] + domain[1]) / 2,
        y: () => bottom + 30,
        text: () => axisTitle(unit.difference),
        fill: MUTED,
      }),
      lettering(heads, "start"),
      lettering(
        [
          { x: NUMBER_LEFT, y: head, text: "lead", fill: MUTED },
          { x: WIDTH, y: head, text: "runs", fill: MUTED },
        ],
        "end",
      ),
      lettering(headings, "start", { fontWeight: 700 }),
      lettering(notes, "middle"),
      lettering(
        rows.map((row) => ({
          x: ARM_LEFT,
          y: row.y,
          text: fitName(label(row.effect.arm), EVAL_LEFT - ARM_LEFT - 12, 13),
          fill: armStyle(subject, row.effect.arm).ink,
        })),
        "start",
        { fontWeight: 600 },
      ),
      lettering(
        rows.map((row) => ({
          x: EVAL_LEFT,
          y: row.y,
          text: fitPair(label(row.measured), label(row.context), PLOT_LEFT - EVAL_LEFT - 14),
        })),
        "start",
      ),
      ...marksOf(subject, rows, domain, choice),
      lettering(
        rows.map(({ y: at, value }) => ({ x: NUMBER_LEFT, y: at, text: value })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        rows.map(({ y: at, beside }) => ({ x: NUMBER_LEFT + 9, y: at, text: beside, fill: MUTED })),
        "start",
      ),
      lettering(
        rows.map((row) => ({ x: WIDTH, y: row.y, text: row.runs, fill: MUTED })),
        "end",
      ),
    ],
  });
  return compose(options.id, "Leads of each arm over its control", { width: WIDTH, height }, [drawn]);
}

function axisTitle(difference: string): string {
  return difference === "" ? "arm minus control" : `arm minus control, ${difference}`;
}

function tickText(tick: number): string {
  const sign = tick > 0 ? "+" : "";
  return `${sign}${formatNumber(tick, Number.isInteger(tick) ? 0 : Math.abs(tick) < 0.1 ? 2 : 1)}`;
}

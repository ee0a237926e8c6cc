import type { Ablation, ComparedSide, ComparisonRow } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { comparisonSentence, sideMoment, sideName } from "../sentences/comparison-sentence.js";
import { type Subject, subjectOf, unitFor } from "../subject.js";
import { type ComparedRow, type ComparisonView, comparedGroups } from "./comparison-rows.js";
import { clamp, domainAround, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitPair, fitText, textWidth } from "./fit-text.js";
import { type Caption, lettering } from "./lettering.js";
import { armStyle, MUTED, RULE, SURFACE, ZERO } from "./palette.js";

const WIDTH = 960;
const LEVEL_A = 322;
const LEVEL_B = 384;
const PLOT_LEFT = 412;
const PLOT_RIGHT = 716;
const NUMBER_LEFT = 782;
const ROW = 26;
const GROUP = 36;
const HEAD = 58;
const FOOT = 40;

interface Sides {
  readonly a: ComparedSide;
  readonly b: ComparedSide;
}

interface Placed extends ComparedRow {
  readonly y: number;
}

/** Both ends of the interval on the axis; an end that is not there lies beyond any domain. */
function endsOf({ finding, factor }: ComparedRow): readonly [number, number] | null {
  if (finding?.status !== "estimated" || finding.interval === null) return null;
  const { lower, upper } = finding.interval;
  return [
    lower === null ? Number.NEGATIVE_INFINITY : lower * factor,
    upper === null ? Number.POSITIVE_INFINITY : upper * factor,
  ];
}

function reachOf(row: ComparedRow): number[] {
  const { finding, factor } = row;
  if (finding?.status !== "estimated") return [];
  return [finding.estimate * factor, ...(endsOf(row) ?? [])].filter(Number.isFinite);
}

function marksOf(
  subject: Subject,
  sides: Sides,
  rows: readonly Placed[],
  domain: readonly [number, number],
): Plot.Markish[] {
  const { colour, symbol } = armStyle(subject, sides.a.arm);
  return rows.flatMap((row): Plot.Markish[] => {
    const { finding, factor, y } = row;
    if (finding?.status !== "estimated") return [];
    const title = label(comparisonSentence(subject, sides, row.row));
    const ends = endsOf(row);
    const cut =
      ends === null
        ? []
        : [
            ...(ends[0] < domain[0] ? [{ x: domain[0], turn: -90 }] : []),
            ...(ends[1] > domain[1] ? [{ x: domain[1], turn: 90 }] : []),
          ];
    return [
      ...(ends === null
        ? []
        : [
            Plot.link([0], {
              ...{ x1: clamp(ends[0], domain), x2: clamp(ends[1], domain), y1: y, y2: y },
              ...{ stroke: colour, strokeWidth: 2.25, strokeOpacity: 0.75, title: () => title },
            }),
            ...cut.map(({ x, turn }) =>
              Plot.dot([0], { x, y, symbol: "triangle", rotate: turn, r: 3.2, fill: colour, stroke: "none" }),
            ),
          ]),
      Plot.dot([0], {
        ...{ x: clamp(finding.estimate * factor, domain), y, r: ends === null ? 5 : 4.5 },
        ...{ symbol: ends === null ? "diamond" : symbol, fill: SURFACE, stroke: colour, strokeWidth: 1.75 },
        title: () => title,
      }),
    ];
  });
}

/** A side over half the width of the figure: of a long name what fits, its moment always. */
function sideLabel(at: string, side: ComparedSide): string {
  const moment = label(sideMoment(side));
  const room = WIDTH / 2 - 24 - textWidth(`${at}   ${moment}`, 13);
  return `${at}  ${fitText(label(side.name), room, 13)} ${moment}`;
}

function tickText(tick: number): string {
  return `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : Math.abs(tick) < 0.1 ? 2 : 1)}`;
}

/**
 * Two sides against each other as a forest: `a` minus `b`, the best for `a` first within target, held-out and
 * guardrail evals, with the level of both. Every mark is hollow, since nothing of it was registered. All rows must
 * have one unit, because they share one axis.
 *
 * @param options.id prefix of the ids within the drawing; unique on the page
 */
export function comparisonFigure(
  ablation: Ablation,
  sides: Sides,
  given: readonly ComparisonRow[],
  options: ComparisonView & { readonly id: string },
): Figure {
  const subject = subjectOf(ablation);
  const rows: Placed[] = [];
  const headings: Caption[] = [];
  const notes: Caption[] = [];
  let y = HEAD;
  for (const group of comparedGroups(subject, given, options)) {
    headings.push({ x: 0, y: y + GROUP - 13, text: group.title });
    const arrow = group.better === null ? "" : group.better === "lower is better" ? "← better" : "better →";
    notes.push({ x: 0, y: y + GROUP - 13, text: arrow, fill: MUTED });
    y += GROUP;
    for (const row of group.rows) {
      rows.push({ ...row, y: y + ROW / 2 });
      y += ROW;
    }
  }
  const bottom = y + 6;
  const height = bottom + FOOT;
  const [first] = given;
  const unit = first === undefined || options.scale === "log-odds" ? "" : unitFor(subject, first).difference;
  const domain = domainAround(rows.flatMap(reachOf));
  const ticks = ticksWithin(domain[0], domain[1], 6);
  const zero = PLOT_LEFT + ((0 - domain[0]) / (domain[1] - domain[0])) * (PLOT_RIGHT - PLOT_LEFT);
  const isLeft = ({ text }: Caption) => text.startsWith("←");
  const beside = (notes: readonly Caption[], x: number) => notes.map((note) => ({ ...note, x }));
  const [inkA, inkB] = [armStyle(subject, sides.a.arm).ink, armStyle(subject, sides.b.arm).ink];
  const head = HEAD - 18;
  const axis =
    options.scale === "log-odds"
      ? "a minus b, in log odds"
      : unit === ""
        ? "a minus b"
        : `a minus b, ${unit}`;
  const drawn = panel(0, 0, {
    ...{ width: WIDTH, height, margin: 0 },
    x: { domain: [...domain], range: [PLOT_LEFT, PLOT_RIGHT], axis: null },
    y: { domain: [0, height], range: [0, height], axis: null },
    marks: [
      Plot.ruleY([HEAD - 6, ...headings.map(({ y: at }) => at + 11)], {
        x1: { value: () => 0, scale: null },
        x2: { value: () => WIDTH, scale: null },
        stroke: RULE,
      }),
      Plot.ruleX(
        ticks.filter((tick) => tick !== 0),
        { y1: HEAD + GROUP, y2: bottom, stroke: RULE },
      ),
      Plot.ruleX([0], { y1: HEAD - 6, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
      Plot.text(ticks, {
        ...{ x: (tick: number) => tick, y: () => bottom + 13, text: tickText, fill: MUTED },
      }),
      lettering(
        [{ x: Math.min(zero, PLOT_RIGHT - 16), y: head, text: "no difference", fill: MUTED }],
        "middle",
      ),
      Plot.text([0], {
        ...{ x: (domain[0] + domain[1]) / 2, y: () => bottom + 30, text: () => axis, fill: MUTED },
      }),
      lettering(
        [
          { x: 0, y: 10, text: sideLabel("a", sides.a), fill: inkA },
          { x: WIDTH / 2, y: 10, text: sideLabel("b", sides.b), fill: inkB },
        ],
        "start",
        { fontWeight: 600, fontSize: 13 },
      ),
      lettering(
        [
          { x: 0, y: head, text: "eval", fill: MUTED },
          { x: NUMBER_LEFT + 9, y: head, text: "interval", fill: MUTED },
        ],
        "start",
      ),
      lettering(
        [
          { x: LEVEL_A, y: head, text: "a", fill: inkA },
          { x: LEVEL_B, y: head, text: "b", fill: inkB },
        ],
        "end",
        { fontWeight: 600 },
      ),
      lettering(
        [
          { x: NUMBER_LEFT, y: head, text: "a − b", fill: MUTED },
          { x: WIDTH, y: head, text: "runs", fill: MUTED },
        ],
        "end",
      ),
      lettering(headings, "start", { fontWeight: 700 }),
      lettering(beside(notes.filter(isLeft), zero - 8), "end"),
      lettering(
        beside(
          notes.filter((note) => !isLeft(note)),
          zero + 8,
        ),
        "start",
      ),
      lettering(
        rows.map((row) => ({
          ...{ x: 0, y: row.y },
          text: fitPair(label(row.row.eval), label(row.context), LEVEL_A - 76),
        })),
        "start",
      ),
      lettering(
        rows.flatMap(({ y: at, levels }) => [
          { x: LEVEL_A, y: at, text: levels.a },
          { x: LEVEL_B, y: at, text: levels.b, fill: MUTED },
        ]),
        "end",
      ),
      ...marksOf(subject, sides, rows, domain),
      lettering(
        rows.map(({ y: at, printed }) => ({ x: NUMBER_LEFT, y: at, text: printed?.value ?? "" })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        rows.map(({ y: at, printed }) => ({
          ...{ x: NUMBER_LEFT + 9, y: at, fill: MUTED },
          text: printed === null ? "not estimable" : (printed.interval ?? "no interval"),
        })),
        "start",
      ),
      lettering(
        rows.map((row) => ({ x: WIDTH, y: row.y, text: row.runs, fill: MUTED })),
        "end",
      ),
    ],
  });
  const title = `${sideName(sides.a)} minus ${sideName(sides.b)}`;
  return compose(options.id, title, { width: WIDTH, height }, [drawn]);
}

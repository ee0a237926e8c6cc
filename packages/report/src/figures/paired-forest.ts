import type { ComparedLead, ComparedLeads } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { contextOf, runsPair, type Subject, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";
import { clamp, domainAround, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import { type Caption, lettering } from "./lettering.js";
import { MUTED, RULE, SURFACE, ZERO } from "./palette.js";

const WIDTH = 960;
const ARM_LEFT = 176;
const PLOT_LEFT = 372;
const PLOT_RIGHT = 716;
const NUMBER_LEFT = 782;
const ROW = 24;
const GROUP = 38;
const HEAD = 34;
const FOOT = 40;

const SIDES = [
  { colour: "var(--hf-arm-1)", ink: "var(--hf-arm-1-ink)", symbol: "circle" },
  { colour: "var(--hf-arm-2)", ink: "var(--hf-arm-2-ink)", symbol: "square" },
] as const;

interface Row {
  readonly at: ComparedLeads;
  readonly lead: ComparedLead;
  readonly side: 0 | 1;
  /** The first of its side under this heading names the ablation. */
  readonly names: boolean;
  readonly y: number;
}

/** Ends of an interval on the axis; an end that is not there lies beyond it. */
function endsOf({ finding }: ComparedLead, factor: number): readonly [number, number] | null {
  if (finding.status !== "estimated" || finding.interval === null) return null;
  const { lower, upper } = finding.interval;
  return [
    lower === null ? Number.NEGATIVE_INFINITY : lower * factor,
    upper === null ? Number.POSITIVE_INFINITY : upper * factor,
  ];
}

function marksOf(
  { at, lead, side, y }: Row,
  factor: number,
  domain: readonly [number, number],
  title: string,
) {
  const { finding, stands } = lead;
  if (finding.status !== "estimated") return [];
  const { colour, symbol } = SIDES[side];
  const estimate = finding.estimate * factor;
  const ends = endsOf(lead, factor);
  const bar =
    ends === null
      ? []
      : [
          Plot.link([at], {
            ...{ x1: clamp(ends[0], domain), x2: clamp(ends[1], domain), y1: y, y2: y },
            ...{ stroke: colour, strokeWidth: 2.25, strokeOpacity: stands === true ? 1 : 0.6 },
            title: () => title,
          }),
          ...[
            ...(ends[0] < domain[0] ? [{ x: domain[0], rotate: -90 }] : []),
            ...(ends[1] > domain[1] ? [{ x: domain[1], rotate: 90 }] : []),
          ].map(({ x, rotate }) =>
            Plot.dot([at], { x, y, symbol: "triangle", rotate, r: 3.2, fill: colour, stroke: "none" }),
          ),
        ];
  return [
    ...bar,
    Plot.dot([at], {
      ...{ x: clamp(estimate, domain), y, r: ends === null ? 5 : 4.5 },
      symbol: ends === null ? "diamond" : symbol,
      ...{ fill: stands === true ? colour : SURFACE, stroke: colour, strokeWidth: 1.75 },
      title: () => title,
    }),
  ];
}

/**
 * Leads of two ablations in the same places, one colour an ablation: each against its own control. All places must have
 * one unit, because they share one axis.
 *
 * @param options.id prefix of the ids within the drawing; unique on the page
 */
export function pairedForestFigure(
  subject: Subject,
  places: readonly ComparedLeads[],
  identities: readonly [string, string],
  options: { readonly id: string },
): Figure {
  const rows: Row[] = [];
  const headings: Caption[] = [];
  const leftNotes: Caption[] = [];
  const rightNotes: Caption[] = [];
  let y = HEAD;
  for (const at of places) {
    const context = contextOf(subject, at, at.condition);
    const heading = `${at.eval}${context === "" ? "" : ` (${context})`} after ${at.stage}`;
    headings.push({ x: 0, y: y + GROUP - 13, text: fitText(label(heading), PLOT_LEFT - 16, 13) });
    const metric = subject.evals.get(at.eval)?.metrics.find(({ name }) => name === at.metric);
    const isLower = metric?.direction === "lower-is-better";
    (isLower ? leftNotes : rightNotes).push({
      ...{ x: isLower ? PLOT_LEFT : PLOT_RIGHT, y: y + GROUP - 13, fill: MUTED },
      text: isLower ? "← better" : "better →",
    });
    y += GROUP;
    for (const [side, leads] of [
      [0, at.first],
      [1, at.second],
    ] as const)
      for (const [index, lead] of leads.entries()) {
        rows.push({ at, lead, side, names: index === 0, y: y + ROW / 2 });
        y += ROW;
      }
  }
  const [place] = places;
  const unit = place === undefined ? { factor: 1, difference: "" } : unitFor(subject, place);
  const bottom = y + 6;
  const height = bottom + FOOT;
  const values = rows.flatMap(({ lead }) =>
    lead.finding.status === "estimated"
      ? [lead.finding.estimate * unit.factor, ...(endsOf(lead, unit.factor) ?? [])].filter(Number.isFinite)
      : [],
  );
  const domain = domainAround(values);
  const ticks = ticksWithin(domain[0], domain[1], 6);
  const printed = rows.map(({ at, lead }) =>
    lead.finding.status === "estimated" ? printDifference(lead.finding, unitFor(subject, at)) : null,
  );
  const titleOf = ({ at, lead, side }: Row, index: number) =>
    label(
      `${identities[side]}: the lead of ${lead.arm} over ${lead.control ?? "nothing"} on ${at.eval} after ${at.stage} is ${printed[index]?.spoken ?? "not estimable"}${printed[index]?.interval === null ? "" : ` ${printed[index]?.interval ?? ""}`}.`,
    );
  const tick = (value: number) =>
    `${value > 0 ? "+" : ""}${formatNumber(value, Number.isInteger(value) ? 0 : Math.abs(value) < 0.1 ? 2 : 1)}`;
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
        ticks.filter((value) => value !== 0),
        { y1: HEAD + GROUP, y2: bottom, stroke: RULE },
      ),
      Plot.ruleX([0], { y1: HEAD - 6, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
      Plot.text(ticks, { x: (value: number) => value, y: () => bottom + 13, text: tick, fill: MUTED }),
      Plot.text([0], {
        ...{
          x: 0,
          y: () => 16,
          text: () => "its own control",
          fill: "var(--hf-control-ink)",
          fontWeight: 600,
        },
      }),
      lettering(
        [
          { x: 0, y: 16, text: "ablation", fill: MUTED },
          { x: ARM_LEFT, y: 16, text: "arm", fill: MUTED },
          { x: NUMBER_LEFT + 9, y: 16, text: "interval", fill: MUTED },
        ],
        "start",
      ),
      lettering(
        [
          { x: NUMBER_LEFT, y: 16, text: "lead", fill: MUTED },
          { x: WIDTH, y: 16, text: "runs", fill: MUTED },
        ],
        "end",
      ),
      lettering(
        [
          {
            ...{ x: (PLOT_LEFT + PLOT_RIGHT) / 2, y: bottom + 30, fill: MUTED },
            text: unit.difference === "" ? "arm minus control" : `arm minus control, ${unit.difference}`,
          },
        ],
        "middle",
      ),
      lettering(headings, "start", { fontWeight: 700 }),
      lettering(leftNotes, "start"),
      lettering(rightNotes, "end"),
      lettering(
        rows
          .filter(({ names }) => names)
          .map(({ side, y: at }) => ({
            ...{ x: 0, y: at, fill: SIDES[side].ink },
            text: fitText(label(identities[side]), ARM_LEFT - 12, 13),
          })),
        "start",
        { fontWeight: 600 },
      ),
      lettering(
        rows.map(({ lead, y: at }) => ({
          ...{ x: ARM_LEFT, y: at },
          text: fitName(label(lead.arm), PLOT_LEFT - ARM_LEFT - 14, 12.5),
        })),
        "start",
      ),
      ...rows.flatMap((row, index) => marksOf(row, unit.factor, domain, titleOf(row, index))),
      lettering(
        rows.map(({ y: at }, index) => ({ x: NUMBER_LEFT, y: at, text: printed[index]?.value ?? "" })),
        "end",
        { fontWeight: 700 },
      ),
      lettering(
        rows.map(({ y: at }, index) => ({
          ...{ x: NUMBER_LEFT + 9, y: at, fill: MUTED },
          text: printed[index] === null ? "not estimable" : (printed[index]?.interval ?? "no interval"),
        })),
        "start",
      ),
      lettering(
        rows.map(({ lead: { finding }, y: at }) => ({
          ...{ x: WIDTH, y: at, fill: MUTED },
          text:
            finding.status !== "estimated" || finding.n.runs === 0
              ? "–"
              : runsPair(finding.n.runs, finding.n.controlRuns),
        })),
        "end",
      ),
    ],
  });
  return compose(options.id, `Leads of ${identities.join(" and ")}`, { width: WIDTH, height }, [drawn]);
}

import type { EffectScale, GapAnswer, GeneralizationPair, Target } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatRatioSet, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { generalizationSentence } from "../sentences/generalization-sentence.js";
import { contextOf, type Subject } from "../subject.js";
import { clamp } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { stretchesOf } from "./durability-share.js";
import { fitName, fitText, textWidth } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { armStyle, INK, MUTED, RULE, SURFACE, ZERO } from "./palette.js";

const WIDTH = 960;
const EVALS_LEFT = 16;
const PLOT_LEFT = 372;
const PLOT_RIGHT = 690;
const NUMBER = 756;
const ROW = 26;
const GROUP = 32;
const HEAD = 34;
const FOOT = 40;
/** Shares that are drawn; a set that goes on has an arrow. */
const SHARES = [-0.5, 1.5] as const;
const TICKS = [-0.5, 0, 0.5, 1, 1.5];

/** Which transfer ratio is shown of each pair. */
export interface TransferChoice {
  readonly scale: EffectScale;
  /** null: the one that each pair shows first. */
  readonly target: Target | null;
}

/** Gap and transfer of a pair under a choice, or undefined where they were not asked for. */
export function chosenGap(
  pair: GeneralizationPair,
  { scale, target }: TransferChoice,
): GapAnswer | undefined {
  return pair.answers.find(
    (answer) => answer.scale === scale && answer.target === (target ?? pair.shownTarget),
  );
}

/** The two evals of a pair, with what tells them apart from others of their names; where it is too wide, both are cut. */
function pairText(subject: Subject, { near, far }: GeneralizationPair, room: number): string {
  const contexts = [near, far].map((side) => contextOf(subject, side, side.condition));
  const apart = [...new Set(contexts)].filter((context) => context !== "").join("; ");
  const last = label(`${far.eval}${apart === "" ? "" : `, ${apart}`}`);
  const arrow = textWidth(" \u2192 ", 12);
  const first = fitText(label(near.eval), Math.max((room - arrow) / 2, room - arrow - textWidth(last, 12)));
  return `${first} \u2192 ${fitText(last, room - arrow - textWidth(first, 12))}`;
}

interface Row {
  readonly pair: GeneralizationPair;
  readonly y: number;
}

const at = (share: number) =>
  PLOT_LEFT + ((clamp(share, SHARES) - SHARES[0]) / (SHARES[1] - SHARES[0])) * (PLOT_RIGHT - PLOT_LEFT);

function setMarks(subject: Subject, { pair, y }: Row, choice: TransferChoice): Plot.Markish[] {
  const transfer = chosenGap(pair, choice)?.transfer;
  if (transfer?.status !== "estimated") return [];
  const { colour } = armStyle(subject, pair.arm);
  const title = label(generalizationSentence(pair));
  const { set, point } = transfer;
  const stretches = set === null ? [] : stretchesOf(set);
  const isOpen = set?.kind === "unbounded";
  return [
    ...stretches.flatMap(({ from, to }): Plot.Markish[] => {
      const heads = [
        ...(from < SHARES[0] ? [{ x: PLOT_LEFT, turn: -90 }] : []),
        ...(to > SHARES[1] ? [{ x: PLOT_RIGHT, turn: 90 }] : []),
      ];
      const isSeen = to > SHARES[0] && from < SHARES[1];
      return [
        ...(isSeen
          ? [
              Plot.link([0], {
                ...{ x1: at(from), x2: at(to), y1: y, y2: y, stroke: colour },
                ...{ strokeWidth: isOpen ? 1.5 : 3.5, strokeOpacity: isOpen ? 0.6 : 0.85 },
                ...(isOpen ? { strokeDasharray: "2 4" } : {}),
                title: () => title,
              }),
            ]
          : []),
        ...heads
          .filter(({ turn }) => isSeen || (turn < 0 ? to <= SHARES[0] : from >= SHARES[1]))
          .map(({ x, turn }) =>
            Plot.dot([0], { x, y, symbol: "triangle", rotate: turn, r: 4, fill: colour, title: () => title }),
          ),
      ];
    }),
    ...(point === null || point < SHARES[0] || point > SHARES[1]
      ? []
      : [
          Plot.dot([0], {
            ...{ x: at(point), y, r: 4.5, fill: SURFACE, stroke: set === null ? colour : INK },
            ...{ strokeWidth: 1.75, symbol: set === null ? "diamond" : "circle" },
            title: () => title,
          }),
        ]),
  ];
}

function numberOf(pair: GeneralizationPair, choice: TransferChoice) {
  const transfer = chosenGap(pair, choice)?.transfer;
  if (transfer?.status !== "estimated") return { value: "", beside: "not estimable" };
  return {
    value: transfer.point === null ? "" : formatShare(transfer.point),
    beside: transfer.set === null ? "no set" : formatRatioSet(transfer.set),
  };
}

/**
 * How much of the lead near the training data shows far from it, for each arm and pair of evals: the share with the
 * set of shares that the evidence does not contradict, from none of it to all of it. A set without an end has an
 * arrow; one that holds everything is a dotted line.
 *
 * @returns undefined without pairs
 */
export function transferFigure(
  { subject }: Pick<ReportMatter, "subject">,
  pairs: readonly GeneralizationPair[],
  options: TransferChoice & { readonly id: string },
): Figure | undefined {
  if (pairs.length === 0) return undefined;
  const arms = [...new Set(pairs.map(({ arm }) => arm))];
  const headings: { arm: string; y: number }[] = [];
  const rows: Row[] = [];
  let y = HEAD;
  for (const arm of arms) {
    headings.push({ arm, y: y + GROUP - 11 });
    y += GROUP;
    for (const pair of pairs.filter((one) => one.arm === arm)) {
      rows.push({ pair, y: y + ROW / 2 });
      y += ROW;
    }
  }
  const bottom = y + 6;
  const size = { width: WIDTH, height: bottom + FOOT };
  const head = 14;
  const scale = options.scale === "log-odds" ? ", in log odds" : "";
  const marks: Plot.Markish[] = [
    Plot.rect([0], {
      x1: PLOT_LEFT,
      x2: at(0),
      y1: HEAD,
      y2: bottom,
      fill: "var(--hf-arm-2)",
      fillOpacity: 0.09,
    }),
    Plot.link([HEAD - 6, ...headings.slice(1).map(({ y: top }) => top - 18)], {
      ...{ x1: 0, x2: WIDTH, y1: (line: number) => line, y2: (line: number) => line, stroke: RULE },
    }),
    Plot.link(TICKS, {
      ...{ x1: (tick: number) => at(tick), x2: (tick: number) => at(tick), y1: HEAD - 6, y2: bottom },
      stroke: (tick: number) => (tick === 0 || tick === 1 ? ZERO : RULE),
      strokeWidth: (tick: number) => (tick === 0 || tick === 1 ? 1.5 : 1),
    }),
    lettering(
      [
        { x: at(0), y: head, text: "none of it", fill: "var(--hf-control-ink)" },
        { x: at(1), y: head, text: "all of it", fill: "var(--hf-control-ink)" },
      ],
      "middle",
      { fontWeight: 600 },
    ),
    lettering(
      [
        { x: 0, y: head, text: "arm, evals near → far", fill: MUTED },
        { x: NUMBER + 9, y: head, text: "set", fill: MUTED },
      ],
      "start",
    ),
    lettering([{ x: NUMBER, y: head, text: "share", fill: MUTED }], "end"),
    lettering(
      TICKS.map((tick) => ({ x: at(tick), y: bottom + 13, text: formatShare(tick), fill: MUTED })),
      "middle",
    ),
    lettering(
      [
        {
          ...{ x: (PLOT_LEFT + PLOT_RIGHT) / 2, y: bottom + 30, fill: MUTED },
          text: `share of the near lead that shows far from the data${scale}`,
        },
      ],
      "middle",
    ),
    lettering(
      headings.map(({ arm, y: line }) => ({
        ...{ x: 0, y: line, fill: armStyle(subject, arm).ink },
        text: fitName(label(arm), PLOT_LEFT - 20, 13),
      })),
      "start",
      { fontWeight: 600 },
    ),
    lettering(
      rows.map(({ pair, y: line }) => ({
        ...{ x: EVALS_LEFT, y: line },
        text: pairText(subject, pair, PLOT_LEFT - EVALS_LEFT - 14),
      })),
      "start",
    ),
    ...rows.flatMap((row) => setMarks(subject, row, options)),
    lettering(
      rows.map(({ pair, y: line }) => ({ x: NUMBER, y: line, text: numberOf(pair, options).value })),
      "end",
      { fontWeight: 700 },
    ),
    lettering(
      rows.map(({ pair, y: line }) => ({
        ...{ x: NUMBER + 9, y: line, fill: MUTED },
        text: fitText(
          numberOf(pair, options).beside,
          WIDTH - NUMBER - 9 - (pair.suppression === true ? 82 : 0),
          12,
        ),
      })),
      "start",
    ),
    lettering(
      rows
        .filter(({ pair }) => pair.suppression === true)
        .map(({ y: line }) => ({ x: WIDTH, y: line, text: "suppression", fill: "var(--hf-arm-2-ink)" })),
      "end",
      { fontWeight: 600 },
    ),
  ];
  const drawn = panel(0, 0, {
    ...{ width: WIDTH, height: size.height, margin: 0 },
    x: { domain: [0, WIDTH], range: [0, WIDTH], axis: null },
    y: { domain: [0, size.height], range: [0, size.height], axis: null },
    marks,
  });
  return compose(options.id, "Share of each lead that transfers", size, [drawn]);
}

import { type RatioSet, shownRetention } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatRatioSet, formatShare } from "../format.js";
import { durabilitySentence, verdictName } from "../sentences/durability-sentence.js";
import { runsPair, type Subject } from "../subject.js";
import { label } from "./drawing.js";
import { type Lane, NOTE, NOTE_SIZE, type PlacedRow, SHARE_LEFT, SHARE_RIGHT } from "./durability-layout.js";
import { fitText } from "./fit-text.js";
import { lettering } from "./lettering.js";
import { armStyle, INK, MUTED, SURFACE } from "./palette.js";

const GREATEST = 1.5;
const BAR = 24;
const HALF = 9;

/** Where a share of the lead stands at the right edge, held within 0 and 1.5. */
export function shareX(share: number): number {
  const held = Math.min(GREATEST, Math.max(0, share));
  return SHARE_LEFT + (held / GREATEST) * (SHARE_RIGHT - SHARE_LEFT);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The parts of a confidence set as stretches of the line; an end at infinity has no limit. */
export function stretchesOf(set: RatioSet): Stretch[] {
  const lower = set.lower ?? Number.NEGATIVE_INFINITY;
  const upper = set.upper ?? Number.POSITIVE_INFINITY;
  if (set.kind === "unbounded") return [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }];
  if (set.kind !== "exclusive") return [{ from: lower, to: upper }];
  return [
    { from: Number.NEGATIVE_INFINITY, to: lower },
    { from: upper, to: Number.POSITIVE_INFINITY },
  ];
}

function stretchMarks({ from, to }: Stretch, y: number, colour: string, title: string): Plot.Markish[] {
  if (to < 0 || from > GREATEST) {
    const x = to < 0 ? SHARE_LEFT : SHARE_RIGHT;
    return [
      Plot.dot([0], {
        x,
        y,
        symbol: "triangle",
        rotate: to < 0 ? -90 : 90,
        r: 4,
        fill: colour,
        title: () => title,
      }),
    ];
  }
  const heads = [
    ...(from < 0 ? [{ x: SHARE_LEFT, turn: -90 }] : []),
    ...(to > GREATEST ? [{ x: SHARE_RIGHT, turn: 90 }] : []),
  ];
  return [
    Plot.link([0], {
      x1: shareX(from),
      x2: shareX(to),
      y1: y,
      y2: y,
      stroke: colour,
      strokeWidth: 4,
      strokeOpacity: 0.85,
      title: () => title,
    }),
    ...heads.map(({ x, turn }) =>
      Plot.dot([0], { x, y, symbol: "triangle", rotate: turn, r: 5, fill: colour }),
    ),
  ];
}

function laneMarks(subject: Subject, { judged, series, notes, top }: Lane): Plot.Markish[] {
  const { durability, retention } = judged;
  const { colour, ink } = armStyle(subject, series.arm);
  const y = top + BAR;
  const set = retention?.status === "estimated" ? retention.retained.set : null;
  const point = retention?.status === "estimated" ? retention.retained.point : null;
  const estimable = retention?.status === "estimated";
  const isShown = retention === undefined || retention === shownRetention(durability);
  const verdict = retention?.status === "estimated" && !isShown ? retention.verdict : durability.verdict;
  const sentence = isShown
    ? durabilitySentence(subject, durability)
    : `The lead of ${durability.arm} on ${durability.eval}: ${estimable ? verdictName(verdict.word) : "not estimable"}.`;
  const title = label(
    `${sentence}${set === null ? "" : ` Retained share, ${formatShare(set.level)} set: ${formatRatioSet(set)}.`}`,
  );
  const word = estimable ? verdictName(verdict.word) : "not estimable";
  const said = verdict.flags.includes("harm") ? "harm" : word;
  const runs =
    durability.runs === 0
      ? "no named run"
      : `${runsPair(durability.runs, durability.controlRuns)} run${durability.runs + durability.controlRuns > 2 ? "s" : ""}`;
  const inside = point !== null && point >= 0 && point <= GREATEST;
  return [
    lettering([{ x: SHARE_LEFT, y: top + 6, text: said, fill: ink }], "start", {
      fontWeight: 700,
      title: () => title,
    }),
    lettering([{ x: SHARE_RIGHT, y: top + 6, text: runs, fill: MUTED }], "end", { fontSize: 11 }),
    ...(set === null
      ? [
          lettering([{ x: SHARE_LEFT, y, text: estimable ? "no interval" : "", fill: MUTED }], "start", {
            fontSize: 11,
          }),
        ]
      : stretchesOf(set).flatMap((stretch) => stretchMarks(stretch, y, colour, title))),
    ...(inside
      ? [
          Plot.dot([0], {
            x: shareX(point),
            y,
            r: 4,
            fill: SURFACE,
            stroke: set === null ? colour : INK,
            strokeWidth: 1.75,
            title: () => title,
          }),
        ]
      : []),
    lettering(
      notes.map((note, line) => ({
        x: SHARE_LEFT,
        y: y + 17 + line * NOTE,
        text: fitText(label(note), SHARE_RIGHT - SHARE_LEFT + 10, NOTE_SIZE),
        fill: MUTED,
      })),
      "start",
      { fontSize: NOTE_SIZE },
    ),
  ];
}

/** The retained share of each arm at the right edge of a row, with ticks at r_lo, r_hi and 1, and its verdict. */
export function shareMarks(subject: Subject, placed: PlacedRow): Plot.Markish[] {
  const { lanes } = placed;
  if (lanes.length === 0) return [];
  const { lower, upper } = subject.ablation.plan.retention;
  const ticks = [
    { share: lower, text: formatShare(lower).replace("%", "") },
    ...(upper - lower < 0.12 || 1 - upper < 0.12
      ? []
      : [{ share: upper, text: formatShare(upper).replace("%", "") }]),
    ...(lower === 1 ? [] : [{ share: 1, text: "100%" }]),
  ];
  const bars = lanes.map(({ top }) => ({ y1: top + BAR - HALF, y2: top + BAR + HALF }));
  const lines = bars.flatMap((bar) =>
    [lower, upper, 1].map((share) => ({ ...bar, x: shareX(share), share })),
  );
  const last = lanes.at(-1);
  const under = (last?.top ?? 0) + BAR + 19 + (last?.notes.length ?? 0) * (NOTE - 1);
  return [
    Plot.rect(bars, {
      x1: SHARE_LEFT,
      x2: SHARE_RIGHT,
      y1: "y1",
      y2: "y2",
      fill: "var(--hf-tint)",
      fillOpacity: 0.03,
    }),
    Plot.rect(bars, {
      x1: SHARE_LEFT,
      x2: shareX(lower),
      y1: "y1",
      y2: "y2",
      fill: "var(--hf-tint)",
      fillOpacity: 0.06,
    }),
    ...lanes.map(({ series }, index) =>
      Plot.rect([bars[index]], {
        x1: shareX(upper),
        x2: SHARE_RIGHT,
        y1: "y1",
        y2: "y2",
        fill: armStyle(subject, series.arm).colour,
        fillOpacity: 0.12,
      }),
    ),
    Plot.link(lines, {
      x1: "x",
      x2: "x",
      y1: "y1",
      y2: "y2",
      stroke: (line) => (line.share === 1 ? INK : MUTED),
      strokeOpacity: 0.55,
    }),
    lettering(
      ticks.map(({ share, text }) => ({ x: shareX(share), y: under, text, fill: MUTED })),
      "middle",
      { fontSize: 10.5 },
    ),
    ...lanes.flatMap((lane) => laneMarks(subject, lane)),
  ];
}

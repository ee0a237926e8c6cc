import { type Ablation, DEFAULT_JUDGE, type JudgeConclusion } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatNumber } from "../format.js";
import { judgeConclusionSentence } from "../sentences/judge-sentence.js";
import { betterSign, contextOf, type Subject, subjectOf, unitFor } from "../subject.js";
import { printDifference } from "../unit.js";
import { clamp, domainAround, ticksWithin } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitName, fitText } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { armStyle, INK, MUTED, RULE, SURFACE, ZERO } from "./palette.js";

const WIDTH = 960;
const JUDGE_RIGHT = 330;
const LEFT = 346;
const RIGHT = 640;
const VALUE = 692;
const BESIDE = 702;
const HEAD = 34;
const GROUP = 34;
const LINE = 20;
const ROW_GAP = 16;
const FOOT = 40;

/** What becomes of a conclusion when the judge changes, in a word or two. */
export const SURVIVAL_WORDS: Readonly<Record<JudgeConclusion["survival"], string>> = {
  survives: "survives",
  "standing-changes": "depends on the judge",
  "sign-changes": "judges contradict",
  "nothing-stands": "nothing stands",
  "not-estimable": "not estimable",
};

interface Placed {
  readonly conclusion: JudgeConclusion;
  readonly top: number;
}

interface Group {
  readonly title: string;
  readonly better: string;
  readonly top: number;
}

function layOut(subject: Subject, conclusions: readonly JudgeConclusion[]) {
  const evals = [...new Set(conclusions.map(({ eval: id }) => id))];
  const groups: Group[] = [];
  const placed: Placed[] = [];
  let cursor = HEAD;
  for (const id of evals) {
    const members = conclusions.filter((one) => one.eval === id);
    const [first] = members;
    const isLower = first !== undefined && betterSign(subject, { ...first, judge: DEFAULT_JUDGE }) < 0;
    groups.push({ title: id, better: isLower ? "← better" : "better →", top: cursor });
    cursor += GROUP;
    for (const conclusion of members) {
      placed.push({ conclusion, top: cursor });
      cursor += Math.max(2, conclusion.byJudge.length) * LINE + ROW_GAP;
    }
  }
  return { groups, placed, bottom: cursor - ROW_GAP + 8 };
}

function reachOf({ byJudge }: JudgeConclusion, factor: number): number[] {
  return byJudge.flatMap(({ lead }) =>
    lead.status === "estimated"
      ? [lead.estimate, lead.interval?.lower ?? lead.estimate, lead.interval?.upper ?? lead.estimate].map(
          (value) => value * factor,
        )
      : [],
  );
}

function rowMarks(
  subject: Subject,
  ablation: Ablation,
  { conclusion, top }: Placed,
  domain: readonly [number, number],
  x: (value: number) => number,
): Plot.Markish[] {
  const { arm, stage, byJudge, survival } = conclusion;
  const { colour, ink, symbol } = armStyle(subject, arm);
  const unit = unitFor(subject, { ...conclusion, judge: DEFAULT_JUDGE });
  const title = label(judgeConclusionSentence(ablation, conclusion));
  const context = contextOf(subject, { ...conclusion, judge: DEFAULT_JUDGE }, conclusion.condition);
  const isTelling = survival === "standing-changes" || survival === "sign-changes";
  return [
    lettering([{ x: 0, y: top + LINE / 2, text: fitName(label(arm), 190, 13), fill: ink }], "start", {
      fontWeight: 600,
    }),
    lettering(
      [
        {
          x: 0,
          y: top + LINE * 1.4,
          text: fitText(label([`after ${stage}`, context].filter((part) => part !== "").join(", ")), 190, 11),
          fill: MUTED,
        },
      ],
      "start",
      { fontSize: 11 },
    ),
    lettering(
      [{ x: WIDTH, y: top + LINE / 2, text: SURVIVAL_WORDS[survival], fill: isTelling ? INK : MUTED }],
      "end",
      { fontWeight: isTelling ? 700 : 400 },
    ),
    ...byJudge.flatMap(({ judge, lead, standing, scope }, at): Plot.Markish[] => {
      const y = top + at * LINE + LINE / 2;
      const name = lettering(
        [{ x: JUDGE_RIGHT, y, text: fitText(label(judge), 130, 11.5), fill: MUTED }],
        "end",
        { fontSize: 11.5 },
      );
      if (lead.status === "not-estimable")
        return [
          name,
          lettering(
            [
              {
                x: LEFT,
                y,
                text: fitText(label(`not estimable: ${lead.reason}`), RIGHT - LEFT + 150),
                fill: MUTED,
              },
            ],
            "start",
            { fontSize: 11, stroke: SURFACE, strokeWidth: 4 },
          ),
        ];
      const isSolid = standing === "better" || standing === "worse";
      const { interval } = lead;
      const low =
        (interval?.lower ?? null) === null ? Number.NEGATIVE_INFINITY : (interval?.lower ?? 0) * unit.factor;
      const high =
        (interval?.upper ?? null) === null ? Number.POSITIVE_INFINITY : (interval?.upper ?? 0) * unit.factor;
      const printed = printDifference(lead, unit);
      const cut =
        interval === null
          ? []
          : [
              ...(low < domain[0] ? [{ at: LEFT, turn: -90 }] : []),
              ...(high > domain[1] ? [{ at: RIGHT, turn: 90 }] : []),
            ];
      return [
        name,
        ...(interval === null
          ? []
          : [
              Plot.link([0], {
                x1: x(clamp(low, domain)),
                x2: x(clamp(high, domain)),
                y1: y,
                y2: y,
                stroke: colour,
                strokeWidth: 2.25,
                strokeOpacity: isSolid ? 1 : 0.6,
                title: () => title,
              }),
            ]),
        ...cut.map((end) =>
          Plot.dot([0], { x: end.at, y, symbol: "triangle", rotate: end.turn, r: 3.2, fill: colour }),
        ),
        Plot.dot([0], {
          x: x(clamp(lead.estimate * unit.factor, domain)),
          y,
          r: 4.5,
          symbol: interval === null ? "diamond" : symbol,
          fill: isSolid ? colour : SURFACE,
          stroke: colour,
          strokeWidth: 1.75,
          title: () => title,
        }),
        lettering([{ x: VALUE, y, text: printed.value }], "end", { fontWeight: 700 }),
        lettering(
          [
            {
              x: BESIDE,
              y,
              text: `${printed.interval ?? "no interval"}${scope === "checkpoint" ? " checkpoints" : ""}`,
              fill: MUTED,
            },
          ],
          "start",
        ),
      ];
    }),
  ];
}

/**
 * The same lead under each judge, one line a judge: whether the conclusion survives the change. Filled marks stand by
 * themselves under that judge, hollow ones are open. All leads must have one unit, because they share one axis.
 *
 * @returns undefined where no lead was measured under two judges
 */
export function judgeLeadsFigure(
  ablation: Ablation,
  conclusions: readonly JudgeConclusion[],
  options: { readonly id: string },
): Figure | undefined {
  const [first] = conclusions;
  if (first === undefined) return undefined;
  const subject = subjectOf(ablation);
  const unit = unitFor(subject, { ...first, judge: DEFAULT_JUDGE });
  const { groups, placed, bottom } = layOut(subject, conclusions);
  const domain = domainAround(conclusions.flatMap((one) => reachOf(one, unit.factor)));
  const x = (value: number) => LEFT + ((value - domain[0]) / (domain[1] - domain[0])) * (RIGHT - LEFT);
  const ticks = ticksWithin(domain[0], domain[1], 5);
  const height = bottom + FOOT;
  const marks = [
    lettering([{ x: 0, y: 10, text: "arm", fill: MUTED }], "start"),
    lettering([{ x: JUDGE_RIGHT, y: 10, text: "judge", fill: MUTED }], "end"),
    lettering([{ x: VALUE, y: 10, text: "lead", fill: MUTED }], "end"),
    lettering([{ x: BESIDE, y: 10, text: "interval", fill: MUTED }], "start"),
    lettering([{ x: WIDTH, y: 10, text: "conclusion", fill: MUTED }], "end"),
    lettering([{ x: x(0), y: 10, text: "control", fill: "var(--hf-control-ink)" }], "middle", {
      fontWeight: 600,
    }),
    Plot.link(
      ticks.filter((tick) => tick !== 0),
      { x1: x, x2: x, y1: HEAD - 10, y2: bottom, stroke: RULE },
    ),
    Plot.link([0], { x1: x(0), x2: x(0), y1: HEAD - 10, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
    Plot.link([HEAD - 10, ...groups.slice(1).map(({ top }) => top)], {
      x1: 0,
      x2: WIDTH,
      y1: (y: number) => y,
      y2: (y: number) => y,
      stroke: RULE,
    }),
    lettering(
      groups.map(({ title, top }) => ({
        x: 0,
        y: top + GROUP / 2,
        text: fitText(label(title), LEFT - 12, 13),
      })),
      "start",
      { fontWeight: 700 },
    ),
    lettering(
      groups.map(({ better, top }) => ({ x: RIGHT, y: top + GROUP / 2, text: better, fill: MUTED })),
      "end",
      { stroke: SURFACE, strokeWidth: 3 },
    ),
    ...placed.flatMap((one) => rowMarks(subject, ablation, one, domain, x)),
    lettering(
      ticks.map((tick) => ({
        x: x(tick),
        y: bottom + 12,
        text: `${tick > 0 ? "+" : ""}${formatNumber(tick, Number.isInteger(tick) ? 0 : Math.abs(tick) < 0.1 ? 2 : 1)}`,
        fill: MUTED,
      })),
      "middle",
      { fontSize: 11 },
    ),
    lettering(
      [
        {
          x: (LEFT + RIGHT) / 2,
          y: bottom + 29,
          text: unit.difference === "" ? "arm minus control" : `arm minus control, ${unit.difference}`,
          fill: MUTED,
        },
      ],
      "middle",
    ),
  ];
  return compose(options.id, "Each lead under each judge", { width: WIDTH, height }, [
    panel(0, 0, pixelChart(WIDTH, height, marks)),
  ]);
}

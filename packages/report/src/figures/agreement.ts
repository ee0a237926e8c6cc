import { type Ablation, DEFAULT_JUDGE, type JudgePair, type Quantity } from "@holdfast/core";
import * as Plot from "@observablehq/plot";
import { formatCount, formatNumber } from "../format.js";
import { coefficientPhrase, judgePairSentence } from "../sentences/judge-sentence.js";
import { contextOf, subjectOf } from "../subject.js";
import { clamp } from "./domain.js";
import { compose, type Figure, label, panel } from "./drawing.js";
import { fitText } from "./fit-text.js";
import { lettering, pixelChart } from "./lettering.js";
import { INK, MUTED, RULE, SURFACE, ZERO } from "./palette.js";

const WIDTH = 960;
const LEFT = 360;
const RIGHT = 730;
const VALUE = 786;
const BESIDE = 796;
const HEAD = 40;
const LINE = 21;
const ROW_GAP = 24;
const FOOT = 34;

/** Values of alpha that Krippendorff gives as conventions: tentative from the first on, reliable from the second. */
const CUSTOMARY = [2 / 3, 0.8] as const;

interface Line {
  readonly name: string;
  readonly quantity: Quantity;
  /** Raw agreement is not corrected for chance: it stands back. */
  readonly isQuiet: boolean;
  readonly symbol: "circle" | "square";
}

function linesOf({ alpha, gwet, agreement, scale }: JudgePair): Line[] {
  return [
    { name: "Krippendorff's alpha", quantity: alpha, isQuiet: false, symbol: "circle" },
    {
      name: scale === "nominal" ? "Gwet's AC1" : "Gwet's AC2",
      quantity: gwet,
      isQuiet: false,
      symbol: "square",
    },
    { name: "equal scores", quantity: agreement, isQuiet: true, symbol: "circle" },
  ];
}

function endsOf({ quantity }: Line): number[] {
  if (quantity.status === "not-estimable") return [];
  return [quantity.estimate, quantity.interval?.lower ?? quantity.estimate];
}

/**
 * How far judges agree on the same rollouts: alpha and AC1 or AC2 with their intervals, one row a pair of judges and
 * eval, from no agreement beyond chance to agreement on all.
 *
 * @returns undefined where no pair of judges scored the same rollouts
 */
export function agreementFigure(
  ablation: Ablation,
  pairs: readonly JudgePair[],
  options: { readonly id: string },
): Figure | undefined {
  if (pairs.length === 0) return undefined;
  const subject = subjectOf(ablation);
  const least = Math.min(0, ...pairs.flatMap((pair) => linesOf(pair).flatMap(endsOf)));
  const domain = [Math.max(-1, least < 0 ? least - 0.05 : 0), 1] as const;
  const x = (value: number) =>
    LEFT + ((clamp(value, domain) - domain[0]) / (domain[1] - domain[0])) * (RIGHT - LEFT);
  const rowHeight = 3 * LINE + ROW_GAP;
  const bottom = HEAD + pairs.length * rowHeight - ROW_GAP + 8;
  const height = bottom + FOOT;
  const ticks = [...(domain[0] < 0 ? [domain[0] < -0.6 ? -1 : -0.5] : []), 0, 0.2, 0.4, 0.6, 0.8, 1].filter(
    (tick) => tick >= domain[0],
  );
  const marks = pairs.flatMap((pair, index): Plot.Markish[] => {
    const top = HEAD + index * rowHeight;
    const title = label(judgePairSentence(ablation, pair));
    const context = contextOf(subject, { ...pair, judge: DEFAULT_JUDGE }, {});
    return [
      ...(index === 0
        ? []
        : [Plot.link([0], { x1: 0, x2: WIDTH, y1: top - ROW_GAP / 2, y2: top - ROW_GAP / 2, stroke: RULE })]),
      lettering(
        [
          {
            x: 0,
            y: top + LINE / 2,
            text: fitText(label(`${pair.eval}${context === "" ? "" : ` · ${context}`}`), 205, 13.5),
          },
        ],
        "start",
        { fontWeight: 700 },
      ),
      lettering(
        [
          `${pair.judges[0]} and`,
          pair.judges[1],
          `${formatCount(pair.scores)} rollouts in ${formatCount(pair.clusters)} clusters`,
        ].map((text, at) => ({
          ...{ x: 0, y: top + LINE / 2 + 16 + at * 14, text: fitText(label(text), 206, 11.5), fill: MUTED },
        })),
        "start",
        { fontSize: 11.5 },
      ),
      ...linesOf(pair).flatMap((line, at): Plot.Markish[] => {
        const y = top + at * LINE + LINE / 2;
        const { quantity, isQuiet, name, symbol } = line;
        const ink = isQuiet ? MUTED : INK;
        const said = quantity.status === "estimated" ? quantity : null;
        const interval = said?.interval ?? null;
        const lower = interval?.lower ?? domain[0];
        return [
          lettering([{ x: LEFT - 14, y, text: name, fill: ink }], "end", { fontSize: 11.5 }),
          ...(said === null
            ? [
                lettering(
                  [
                    {
                      x: LEFT + 6,
                      y,
                      text: fitText(label(coefficientPhrase(quantity)), WIDTH - LEFT - 12),
                      fill: MUTED,
                    },
                  ],
                  "start",
                ),
              ]
            : [
                ...(interval === null
                  ? []
                  : [
                      Plot.link([0], {
                        x1: x(lower),
                        x2: x(interval.upper ?? 1),
                        y1: y,
                        y2: y,
                        stroke: ink,
                        strokeWidth: isQuiet ? 1.5 : 2.5,
                        strokeOpacity: isQuiet ? 0.6 : 0.85,
                        title: () => title,
                      }),
                      ...(lower < domain[0]
                        ? [Plot.dot([0], { x: LEFT, y, symbol: "triangle", rotate: -90, r: 3.2, fill: ink })]
                        : []),
                    ]),
                Plot.dot([0], {
                  x: x(said.estimate),
                  y,
                  r: isQuiet ? 3.2 : 4.5,
                  symbol,
                  fill: isQuiet ? SURFACE : INK,
                  stroke: ink,
                  strokeWidth: 1.5,
                  title: () => title,
                }),
                lettering([{ x: VALUE, y, text: formatNumber(said.estimate, 2), fill: ink }], "end", {
                  fontWeight: isQuiet ? 400 : 700,
                }),
                lettering(
                  [
                    {
                      x: BESIDE,
                      y,
                      text: coefficientPhrase(quantity).replace(/^\S+ ?/, "") || "no interval",
                      fill: MUTED,
                    },
                  ],
                  "start",
                ),
              ]),
        ];
      }),
    ];
  });
  const drawn = pixelChart(WIDTH, height, [
    lettering([{ x: 0, y: 10, text: "eval, judges", fill: MUTED }], "start"),
    lettering([{ x: VALUE, y: 10, text: "coefficient", fill: MUTED }], "end"),
    lettering([{ x: BESIDE, y: 10, text: "interval", fill: MUTED }], "start"),
    Plot.link([0], { x1: 0, x2: WIDTH, y1: HEAD - 12, y2: HEAD - 12, stroke: RULE }),
    Plot.link(ticks, { x1: x, x2: x, y1: HEAD - 12, y2: bottom, stroke: RULE }),
    Plot.link([0], { x1: x(0), x2: x(0), y1: HEAD - 12, y2: bottom, stroke: ZERO, strokeWidth: 1.5 }),
    Plot.link(CUSTOMARY, { x1: x, x2: x, y1: HEAD - 12, y2: bottom, stroke: MUTED, strokeDasharray: "2 3" }),
    lettering(
      ticks.map((tick) => ({
        x: x(tick),
        y: bottom + 12,
        text: formatNumber(tick, tick === 0 || Math.abs(tick) === 1 ? 0 : 1),
        fill: MUTED,
      })),
      "middle",
      { fontSize: 11 },
    ),
    lettering([{ x: RIGHT, y: HEAD - 20, text: "dotted: 0.67 and 0.8, by custom", fill: MUTED }], "end", {
      fontSize: 10.5,
    }),
    lettering(
      [{ x: x(0), y: bottom + 27, text: "chance", fill: "var(--hf-control-ink)" }],
      domain[0] < 0 ? "middle" : "start",
      { fontSize: 11, fontWeight: 600 },
    ),
    ...marks,
  ]);
  return compose(options.id, "How far judges agree on the same rollouts", { width: WIDTH, height }, [
    panel(0, 0, drawn),
  ]);
}

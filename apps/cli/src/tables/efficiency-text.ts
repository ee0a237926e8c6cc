import type {
  Ablation,
  Efficiency,
  EfficiencyAnswer,
  EfficiencyPair,
  Interval,
  Ratio,
  Target,
} from "@holdfast/core";
import { evalHeading, momentText, unitOf } from "./contrast-text.js";
import { doseSeriesText } from "./dose-series-text.js";
import { countText, intervalText, pText, signed, type Unit } from "./number-text.js";
import { paragraph } from "./paragraph.js";
import { ratioSetText } from "./ratio-set-text.js";
import { sentenceLines } from "./sentence-lines.js";
import { type Row, textTable } from "./text-table.js";
import { reasonList, warningList } from "./warning-list.js";

export interface EfficiencyTextOptions {
  readonly target: Target | undefined;
  readonly columns: number;
  readonly bold: (text: string) => string;
}

/** They are long: one a place. */
const MOST_SENTENCES = 6;

const tokensText = (tokens: number | "unknown" | null): string =>
  tokens === null || tokens === "unknown" ? "unknown" : countText(Math.round(tokens));

const headingOf = (ablation: Ablation, efficiency: Efficiency) =>
  `${evalHeading(ablation, efficiency, efficiency.condition)}: ${momentText(efficiency.moment)}`;

function shown<T extends { readonly target: Target }>(
  of: { readonly shownTarget: Target; readonly numbers: readonly T[] },
  target: Target | undefined,
): T | undefined {
  return of.numbers.find((number) => number.target === (target ?? of.shownTarget));
}

/** Effects per million tokens are small: three digits, in points for a rate. */
function perMillionText(value: number, unit: Unit): string {
  return signed(unit === "points" ? 100 * value : value, "own");
}

function perMillionInterval(interval: Interval, unit: Unit): string {
  const end = (value: number | null) => (value === null ? null : unit === "points" ? 100 * value : value);
  return intervalText({ ...interval, lower: end(interval.lower), upper: end(interval.upper) }, "own");
}

function armRows(ablation: Ablation, efficiency: Efficiency, { target }: EfficiencyTextOptions): Row[] {
  const unit = unitOf(ablation, efficiency);
  return [
    headingOf(ablation, efficiency),
    ...efficiency.arms.map((arm) => {
      const number = shown(arm, target);
      const [lead, per] = [number?.lead, number?.perMillion];
      const estimated = per?.status === "estimated" ? per : null;
      return [
        `  ${arm.arm}`,
        tokensText(arm.extraTokens),
        lead?.status === "estimated" ? signed(lead.estimate, unit) : "-",
        estimated === null ? "not estimable" : perMillionText(estimated.estimate, unit),
        estimated === null || estimated.interval === null ? "" : perMillionInterval(estimated.interval, unit),
      ];
    }),
  ];
}

function ratioText(ratio: Ratio | undefined): string {
  if (ratio === undefined || ratio.status === "not-estimable") return "not estimable";
  const point = ratio.point === null ? "" : `${Number(ratio.point.toPrecision(3))}`;
  if (ratio.set === null) return point === "" ? "-" : `${point} (no interval)`;
  return `${point === "" ? "" : `${point}: `}${ratioSetText(ratio.set)}`;
}

function pairRow(pair: EfficiencyPair, unit: Unit, target: Target | undefined): string[] {
  const number = shown(pair, target);
  const difference = number?.difference.status === "estimated" ? number.difference : null;
  return [
    `  ${pair.arm} / ${pair.other}`,
    pair.equalTokens ? "equal" : "not equal",
    difference === null
      ? "-"
      : `${signed(difference.estimate, unit)} ${intervalText(difference.interval, unit)}`.trim(),
    pText(difference?.pValue ?? null),
    ratioText(number?.efficiencyRatio),
    ratioText(pair.tokensToEqualEffect),
  ];
}

function pairTable(ablation: Ablation, answer: EfficiencyAnswer, options: EfficiencyTextOptions): string {
  const rows = answer.efficiency.flatMap((efficiency): Row[] => {
    const unit = unitOf(ablation, efficiency);
    return efficiency.pairs.length === 0
      ? []
      : [
          headingOf(ablation, efficiency),
          ...efficiency.pairs.map((pair) => pairRow(pair, unit, options.target)),
        ];
  });
  if (rows.length === 0) return "";
  const table = textTable(
    [
      { heading: "two arms", least: 20 },
      { heading: "extra tokens" },
      { heading: "difference", least: 10 },
      { heading: "p", align: "right" },
      { heading: "effect per token, ratio", least: 14 },
      { heading: "tokens to equal effect", least: 14 },
    ],
    rows,
    options.columns,
    options.bold,
  );
  const legend =
    "Effect per token, ratio: the first arm's over the second's, with its Fieller set. Tokens to equal effect: how many times the first arm's tokens the second takes for the same effect, on the course of doses where there is one. Only a difference at equal extra tokens ranks two arms.";
  return `${table}\n\n${paragraph(legend, options.columns)}`;
}

function reasonsOf(answer: EfficiencyAnswer, target: Target | undefined): string[] {
  return answer.efficiency.flatMap((efficiency) => [
    ...efficiency.arms.flatMap((arm) => shown(arm, target)?.perMillion.reason ?? []),
    ...efficiency.pairs.flatMap(({ tokensToEqualEffect: { reason } }) =>
      reason === null ? [] : [`equal effect: ${reason}`],
    ),
    ...efficiency.series.flatMap(({ trend, contrasts, emax, elasticity, shares }) => [
      ...trend.flatMap(({ quantity }) => quantity.reason ?? []),
      ...(contrasts.status === "estimated" ? [] : [`shapes: ${contrasts.reason}`]),
      ...(emax.reason === null ? [] : [`Emax: ${emax.reason}`]),
      ...(emax.status === "estimated" && emax.bootstrap.status === "not-estimable"
        ? [`Emax, runs drawn anew: ${emax.bootstrap.reason}`]
        : []),
      ...(elasticity.reason === null ? [] : [`elasticity: ${elasticity.reason}`]),
      ...shares.flatMap(({ share, reason }) =>
        reason === null ? [] : [`${share * 100}% of the best effect: ${reason}`],
      ),
    ]),
  ]);
}

/** What the data bought as text: sentences, tables of arms, pairs and doses, what could not be estimated, warnings. */
export function efficiencyText(
  ablation: Ablation,
  answer: EfficiencyAnswer,
  options: EfficiencyTextOptions,
): string {
  const { columns, bold } = options;
  // Where no arm has an effect per token the reasons say why, and the leads are those of `effects`.
  const arms = answer.efficiency.filter((efficiency) =>
    efficiency.arms.some((arm) => shown(arm, options.target)?.perMillion.status === "estimated"),
  );
  const table =
    arms.length === 0
      ? ""
      : textTable(
          [
            { heading: "arm", least: 14 },
            { heading: "extra tokens", align: "right" },
            { heading: "lead", align: "right" },
            { heading: "better per million", align: "right" },
            { heading: `${Math.round((1 - ablation.plan.alpha) * 100)}% interval` },
          ],
          arms.flatMap((efficiency) => armRows(ablation, efficiency, options)),
          columns,
          bold,
        );
  return [
    sentenceLines(answer.sentences, columns, MOST_SENTENCES),
    table,
    pairTable(ablation, answer, options),
    doseSeriesText(ablation, answer, columns, bold),
    reasonList("Reasons", reasonsOf(answer, options.target), columns, bold),
    warningList(answer.warnings, columns, bold),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

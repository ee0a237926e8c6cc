import {
  type Efficiency,
  type EfficiencyArm,
  type EfficiencyPair,
  type EmaxBootstrap,
  type Ratio,
  shownOf,
} from "@holdfast/core";
import type { Block, Cell, Section } from "../document.js";
import { formatBare, formatPEquation, formatShare, formatTokens } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { driverPlace } from "../sentences/driver-sentence.js";
import {
  doseInterval,
  doseText,
  efficiencySentences,
  perMillionText,
  SHAPE_NAMES,
  timesSet,
  timesText,
} from "../sentences/efficiency-sentence.js";
import { type Subject, unitFor } from "../subject.js";
import {
  groupedTable,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  paragraph,
  strong,
  textColumn,
} from "../table.js";
import { printBareLevel, printDifference } from "../unit.js";

function armRow(subject: Subject, efficiency: Efficiency, arm: EfficiencyArm): Cell[] {
  const shown = shownOf(arm);
  const lead = shown?.lead;
  const printed = lead?.status === "estimated" ? printDifference(lead, unitFor(subject, efficiency)) : null;
  return [
    { lines: [nowrap(arm.arm), muted(`v ${arm.control}`)] },
    { lines: [formatTokens(arm.tokens), muted(`control ${formatTokens(arm.controlTokens)}`)] },
    printed === null
      ? muted("not estimable")
      : { lines: [strong(printed.value), ...(printed.interval === null ? [] : [printed.interval])] },
    shown === undefined
      ? NOTHING
      : shown.perMillion.status === "not-estimable"
        ? muted(`not estimable: ${shown.perMillion.reason}`)
        : perMillionText(subject, efficiency, shown.perMillion),
  ];
}

function ratioCell(ratio: Ratio | undefined): Cell {
  if (ratio === undefined) return NOTHING;
  if (ratio.status === "not-estimable") return muted(`not estimable: ${ratio.reason}`);
  return {
    lines: [
      ratio.point === null ? muted("no point") : strong(timesText(ratio.point)),
      ratio.set === null ? muted("no set") : timesSet(ratio.set),
      ...(ratio.reason === null ? [] : [muted(ratio.reason)]),
    ],
  };
}

function pairRow(subject: Subject, efficiency: Efficiency, pair: EfficiencyPair): Cell[] {
  const shown = shownOf(pair);
  const difference = shown?.difference;
  const printed =
    difference?.status === "estimated" ? printDifference(difference, unitFor(subject, efficiency)) : null;
  const p = difference?.status === "estimated" ? difference.pValue : null;
  return [
    { lines: [nowrap(pair.arm), muted(`and ${pair.other}`)] },
    pair.equalTokens ? strong("equal") : muted("not equal"),
    printed === null
      ? muted("not estimable")
      : {
          lines: [
            printed.value,
            ...(printed.interval === null ? [] : [printed.interval]),
            ...(p === null ? [] : [muted(formatPEquation(p))]),
          ],
        },
    ratioCell(shown?.efficiencyRatio),
    ratioCell(pair.tokensToEqualEffect),
  ];
}

const ARMS = [
  textColumn("Arm"),
  numberColumn("Tokens"),
  numberColumn("Lead"),
  numberColumn("Improvement per million extra tokens"),
];
const PAIRS = [
  textColumn("Arms"),
  textColumn("Extra tokens"),
  numberColumn("Difference"),
  numberColumn("Effect per token, first over second"),
  numberColumn("Tokens to equal effect, second over first"),
];
const DOSES = [
  textColumn("Arm"),
  numberColumn("Dose"),
  numberColumn("Runs"),
  numberColumn("Mean"),
  numberColumn("Monotone"),
];

/** What fitting the curve again to runs drawn anew says of its interval. */
function bootstrapText(bootstrap: EmaxBootstrap, unit: string): string {
  if (bootstrap.status === "not-estimable")
    return `It could not be checked by drawing runs anew: ${bootstrap.reason}.`;
  const { agrees, bends, draws, ed50Interval } = bootstrap;
  const word = agrees === null ? "gives" : agrees ? "agrees" : "does not agree";
  const straight = bends < 1 ? `; in ${formatShare(1 - bends)} of ${draws} draws there is no bend` : "";
  return `Drawing runs anew at each dose ${word} (${doseInterval(ed50Interval, unit)}${straight}).`;
}

function seriesBlocks(subject: Subject, efficiency: Efficiency): Block[] {
  const unit = unitFor(subject, efficiency);
  return efficiency.series.flatMap((series): Block[] => {
    const name = series.factor ?? series.dataset ?? "one ingredient";
    const { contrasts, emax } = series;
    const elastic = series.elasticity;
    const notes = [
      contrasts.status === "estimated"
        ? `Shapes, each adjusted over all of them (max-T${contrasts.df === null ? "" : ` on ${formatBare(contrasts.df)} degrees of freedom`}): ${contrasts.shapes
            .map(({ shape, pAdjusted }) => `${SHAPE_NAMES[shape]} ${formatPEquation(pAdjusted)}`)
            .join(", ")}.`
        : `Shapes: ${contrasts.reason}.`,
      emax.status === "estimated"
        ? `Emax: half of the way is gone at ${doseText(emax.ed50, series.unit)}${emax.ed50Interval === null ? "" : ` (${doseInterval(emax.ed50Interval, series.unit)})`}. ${bootstrapText(emax.bootstrap, series.unit)}`
        : `Emax: ${emax.reason}.`,
      elastic.status === "estimated"
        ? `Elasticity: ${formatBare(elastic.estimate)} percent more effect for one percent more${elastic.interval === null ? "" : ` [${formatBare(elastic.interval.lower ?? 0)}, ${formatBare(elastic.interval.upper ?? 0)}]`}.`
        : `Elasticity: not estimable, because ${elastic.reason}.`,
      ...series.shares.map(({ share, dose, interval, reason }) =>
        dose === null
          ? `${formatBare(share * 100)}% of the best effect: ${reason ?? "not reached"}.`
          : `${formatBare(share * 100)}% of the best effect: ${doseText(dose, series.unit)}${interval === null ? ` (${reason ?? "no interval"})` : ` (${doseInterval(interval, series.unit)})`}.`,
      ),
    ];
    return [
      groupedTable(`Doses of ${name} on ${driverPlace(subject, efficiency)}`, DOSES, [
        {
          heading: series.setting === "" ? `Doses of ${name}` : `Doses of ${name} at ${series.setting}`,
          rows: series.points.map((point): Cell[] => [
            nowrap(point.arm),
            doseText(point.dose, series.unit),
            point.runs === 0 ? NOTHING : String(point.runs),
            printBareLevel(point.mean, unit),
            printBareLevel(point.isotonic, unit),
          ]),
        },
      ]),
      ...notes.map((text) => paragraph(text, "note")),
    ];
  });
}

/** What the data bought: effects per token, what may be compared, and courses of doses. */
export function efficiencySection({ analysis, registration, subject }: ReportMatter): Section | null {
  const shown = analysis.efficiency.filter(({ reason, series }) => reason === null || series.length > 0);
  if (shown.length === 0) return null;
  return {
    id: "efficiency",
    title: "Data efficiency",
    blocks: [
      { kind: "list", items: efficiencySentences(registration.ablation, analysis.efficiency) },
      ...shown.flatMap((efficiency): Block[] => {
        const place = driverPlace(subject, efficiency);
        return [
          { kind: "subheading", text: place },
          groupedTable(`Effect per token on ${place}`, ARMS, [
            { heading: null, rows: efficiency.arms.map((arm) => armRow(subject, efficiency, arm)) },
          ]),
          ...(efficiency.pairs.length === 0
            ? []
            : [
                groupedTable(`Pairs of arms on ${place}`, PAIRS, [
                  { heading: null, rows: efficiency.pairs.map((pair) => pairRow(subject, efficiency, pair)) },
                ]),
              ]),
          ...seriesBlocks(subject, efficiency),
        ];
      }),
    ],
  };
}

import {
  type Efficiency,
  type EfficiencyArm,
  type EfficiencyPair,
  type Ratio,
  shownOf,
} from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { formatPEquation, formatTokens } from "../format.js";
import { driverPlace } from "../sentences/driver-sentence.js";
import { perMillionText, timesSet, timesText } from "../sentences/efficiency-sentence.js";
import { type Subject, unitFor } from "../subject.js";
import {
  groupedTable,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  strong,
  textColumn,
  wideColumn,
} from "../table.js";
import { printDifference } from "../unit.js";

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
  wideColumn("Effect per token, first over second"),
  wideColumn("Tokens to equal effect, second over first"),
];

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

/** Tokens, lead and effect per token of each arm at one place. */
export function efficiencyTable(subject: Subject, efficiency: Efficiency): Exhibit["table"] {
  return groupedTable(`Effect per token on ${driverPlace(subject, efficiency)}`, ARMS, [
    { heading: null, rows: efficiency.arms.map((arm) => armRow(subject, efficiency, arm)) },
  ]);
}

/** Two arms at a time: at equal tokens, per token, and for equal effect. */
export function pairsTable(subject: Subject, efficiency: Efficiency): Exhibit["table"] {
  return groupedTable(`Pairs of arms on ${driverPlace(subject, efficiency)}`, PAIRS, [
    { heading: null, rows: efficiency.pairs.map((pair) => pairRow(subject, efficiency, pair)) },
  ]);
}

const known = (tokens: number | "unknown") => (tokens === "unknown" ? null : tokens);

export function efficiencyTidy({ eval: id, metric, judge, moment, arms }: Efficiency): TidyTable {
  return {
    columns: [
      ...["eval", "metric", "judge", "stage", "arm", "control", "tokens", "controlTokens", "extraTokens"],
      ...["target", "shown", "lead", "leadLower", "leadUpper", "leadPValue"],
      ...["perMillion", "perMillionLower", "perMillionUpper", "perMillionReason"],
    ],
    rows: arms.flatMap((arm) =>
      arm.numbers.map(({ target, lead, perMillion }) => {
        const own = lead.status === "estimated" ? lead : null;
        const rate = perMillion.status === "estimated" ? perMillion : null;
        return [
          ...[id, metric, judge, moment.stage, arm.arm, arm.control],
          ...[
            known(arm.tokens),
            known(arm.controlTokens),
            arm.extraTokens,
            target,
            target === arm.shownTarget,
          ],
          ...[
            own?.estimate ?? null,
            own?.interval?.lower ?? null,
            own?.interval?.upper ?? null,
            own?.pValue ?? null,
          ],
          ...[rate?.estimate ?? null, rate?.interval?.lower ?? null, rate?.interval?.upper ?? null],
          perMillion.reason,
        ];
      }),
    ),
  };
}

function ratioNumbers(ratio: Ratio | undefined) {
  const told = ratio?.status === "estimated" ? ratio : null;
  return [told?.point ?? null, told?.set?.kind ?? null, told?.set?.lower ?? null, told?.set?.upper ?? null];
}

export function pairsTidy({ eval: id, metric, judge, moment, pairs }: Efficiency): TidyTable {
  return {
    columns: [
      ...["eval", "metric", "judge", "stage", "arm", "other", "control", "equalTokens", "target", "shown"],
      ...["difference", "lower", "upper", "pValue"],
      ...["efficiencyRatio", "efficiencySetKind", "efficiencySetLower", "efficiencySetUpper"],
      ...["tokensToEqualEffect", "tokensSetKind", "tokensSetLower", "tokensSetUpper"],
    ],
    rows: pairs.flatMap((pair) =>
      pair.numbers.map(({ target, difference, efficiencyRatio }) => {
        const own = difference.status === "estimated" ? difference : null;
        return [
          ...[id, metric, judge, moment.stage, pair.arm, pair.other, pair.control, pair.equalTokens],
          ...[target, target === pair.shownTarget, own?.estimate ?? null, own?.interval?.lower ?? null],
          ...[own?.interval?.upper ?? null, own?.pValue ?? null],
          ...ratioNumbers(efficiencyRatio),
          ...ratioNumbers(pair.tokensToEqualEffect),
        ];
      }),
    ),
  };
}

import type { GeneralizationPair, SuiteSynthesis } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { chosenGap, type TransferChoice } from "../figures/transfer.js";
import { formatBare, formatInterval, formatRatioSet, formatShare } from "../format.js";
import { SHARE } from "../sentences/generalization-sentence.js";
import { contextOf, runsPair, type Subject } from "../subject.js";
import { muted, NOTHING, nowrap, numberColumn, strong, table, textColumn } from "../table.js";
import { printDifference, printLogOdds } from "../unit.js";

function shareCell(estimate: Parameters<typeof printDifference>[0] | null, isLogOdds = false): Cell {
  if (estimate === null) return NOTHING;
  const printed = isLogOdds ? printLogOdds(estimate) : printDifference(estimate, SHARE);
  return { lines: [strong(printed.value), ...(printed.interval === null ? [] : [printed.interval])] };
}

/** Metric, condition and judge of both sides where they are not the usual ones, once where both have the same. */
function contextsOf(subject: Subject, { near, far }: GeneralizationPair): string[] {
  const contexts = [near, far].map((side) => contextOf(subject, side, side.condition));
  return [...new Set(contexts)].filter((context) => context !== "");
}

function transferCell(pair: GeneralizationPair, choice: TransferChoice): Cell {
  const transfer = chosenGap(pair, choice)?.transfer;
  if (transfer?.status !== "estimated" || transfer.set === null) return muted("not estimable");
  return {
    lines: [
      transfer.point === null ? muted("no point") : strong(formatShare(transfer.point)),
      formatRatioSet(transfer.set),
    ],
  };
}

function gapCell(pair: GeneralizationPair, choice: TransferChoice): Cell {
  const gap = chosenGap(pair, choice)?.gap;
  return gap?.status === "estimated" ? shareCell(gap, choice.scale === "log-odds") : muted("not estimable");
}

function suppressionCell({ suppression }: GeneralizationPair): Cell {
  return suppression === null ? muted("cannot be told") : suppression ? strong("suppression") : "no";
}

function headCells(subject: Subject, pair: GeneralizationPair): Cell[] {
  return [
    { lines: [nowrap(pair.arm), muted(`${pair.stage}, ${runsPair(pair.runs, pair.controlRuns)} runs`)] },
    {
      lines: [pair.near.eval, pair.far.eval, ...contextsOf(subject, pair).map((context) => muted(context))],
    },
  ];
}

const SHOWN: TransferChoice = { scale: "difference", target: null };

/** Both leads of each pair of evals with their gap and what of the one transfers to the other. */
export function pairsTable(
  subject: Subject,
  title: string,
  pairs: readonly GeneralizationPair[],
): Exhibit["table"] {
  return table(
    title,
    [
      ...[
        textColumn("Arm"),
        textColumn("Evals: near, far"),
        numberColumn("Lead near"),
        numberColumn("Lead far"),
      ],
      ...[numberColumn("Gap"), textColumn("Transfers"), textColumn("Suppression")],
    ],
    pairs.map((pair) => [
      ...headCells(subject, pair),
      ...[shareCell(pair.near.lead), shareCell(pair.far.lead)],
      ...[gapCell(pair, SHOWN), transferCell(pair, SHOWN), suppressionCell(pair)],
    ]),
  );
}

/** Gap and share of each pair on one scale and for one target. */
export function transferTable(
  subject: Subject,
  title: string,
  pairs: readonly GeneralizationPair[],
  choice: TransferChoice,
): Exhibit["table"] {
  const gap = choice.scale === "log-odds" ? "Gap in log odds" : "Gap";
  return table(
    title,
    [
      ...[textColumn("Arm"), textColumn("Evals: near, far"), numberColumn(gap)],
      ...[textColumn("Transfers"), textColumn("Suppression")],
    ],
    pairs.map((pair) => [
      ...headCells(subject, pair),
      ...[gapCell(pair, choice), transferCell(pair, choice), suppressionCell(pair)],
    ]),
  );
}

function synthesisRow(synthesis: SuiteSynthesis): Cell[] {
  const { arm, stage, near, far, difference, prediction, suites, i2 } = synthesis;
  const mean = (quantity: typeof near): Cell =>
    quantity.status === "estimated" ? shareCell(quantity) : muted("not estimable");
  const count = (side: "near" | "far") => suites.filter((suite) => suite.side === side).length;
  return [
    { lines: [nowrap(arm), muted(`${stage}, ${synthesis.target}`)] },
    {
      lines: [
        `${count("near")} near, ${count("far")} far`,
        ...(i2 === null ? [] : [muted(`${formatBare(Number(i2.toFixed(0)))}% between suites`)]),
      ],
    },
    mean(near),
    mean(far),
    mean(difference),
    prediction.interval === null
      ? muted(prediction.reason ?? "not estimable")
      : formatInterval(prediction.interval, SHARE.factor, 1),
  ];
}

/** All suites of each arm together: means near and far, their difference, and a new far suite. */
export function suitesTable(title: string, syntheses: readonly SuiteSynthesis[]): Exhibit["table"] {
  return table(
    title,
    [
      ...[textColumn("Arm"), textColumn("Suites"), numberColumn("Mean near"), numberColumn("Mean far")],
      ...[numberColumn("Difference"), textColumn("A new far suite")],
    ],
    syntheses.map(synthesisRow),
  );
}

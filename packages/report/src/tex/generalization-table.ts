import { type GeneralizationPair, shownGap } from "@holdfast/core";
import type { Cell } from "../document.js";
import { formatRatioSet, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { SHARE } from "../sentences/generalization-sentence.js";
import { runsPair } from "../subject.js";
import { NOTHING, numberColumn, textColumn } from "../table.js";
import { printDifference } from "../unit.js";
import type { TexTable } from "./tex-table.js";

function shareCell(estimate: Parameters<typeof printDifference>[0] | null): Cell {
  if (estimate === null) return NOTHING;
  const { value, interval } = printDifference(estimate, SHARE);
  return interval === null ? value : `${value} ${interval}`;
}

function cellsOf(pair: GeneralizationPair): Cell[] {
  const answer = shownGap(pair);
  const transfer = answer?.transfer.status === "estimated" ? answer.transfer : null;
  return [
    pair.arm,
    pair.near.eval,
    pair.far.eval,
    pair.stage,
    shareCell(pair.near.lead),
    shareCell(pair.far.lead),
    answer?.gap.status === "estimated" ? shareCell(answer.gap) : "not estimable",
    transfer?.point === null || transfer === null ? NOTHING : formatShare(transfer.point),
    transfer?.set === null || transfer === null ? NOTHING : formatRatioSet(transfer.set),
    pair.suppression === null ? NOTHING : pair.suppression ? "suppression" : "no",
    runsPair(pair.runs, pair.controlRuns),
  ];
}

/** Whether leads show far from the training data. */
export function generalizationTable({ analysis }: ReportMatter, name: string): TexTable {
  return {
    label: `tab:${name}-generalization`,
    caption:
      "Generalisation: leads near and far from the training data, turned so that positive is better, in points of each scale; their gap over the same runs, and the share that transfers.",
    columns: [
      ...[textColumn("Arm"), textColumn("Near"), textColumn("Far"), textColumn("After")],
      ...[numberColumn("Lead near"), numberColumn("Lead far"), numberColumn("Gap")],
      ...[numberColumn("Transfers"), numberColumn("Set"), textColumn("Suppression"), numberColumn("Runs")],
    ],
    rows: analysis.generalization.pairs.map(cellsOf),
  };
}

import { type Durability, shownRetention } from "@holdfast/core";
import type { Cell } from "../document.js";
import { formatRatioSet, formatShare } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { verdictName } from "../sentences/durability-sentence.js";
import { contextOf, momentText, runsPair, type Subject, unitFor } from "../subject.js";
import { NOTHING, numberColumn, textColumn } from "../table.js";
import { printDifference } from "../unit.js";
import { evalCell } from "./eval-cell.js";
import type { TexTable } from "./tex-table.js";

function durabilityCells(subject: Subject, durability: Durability): Cell[] {
  const { arm, eval: id, from, to, verdict, runs, controlRuns } = durability;
  const unit = unitFor(subject, durability);
  const retention = shownRetention(durability);
  const head = [
    arm,
    evalCell(id, contextOf(subject, durability, to.condition)),
    momentText(from),
    momentText(to),
  ];
  const tail = [
    verdictName(verdict.word),
    runs === 0 && controlRuns === 0 ? NOTHING : runsPair(runs, controlRuns),
  ];
  if (retention?.status !== "estimated")
    return [...head, "not estimable", NOTHING, NOTHING, NOTHING, ...tail];
  const lead = (one: Parameters<typeof printDifference>[0]): Cell => {
    const { value, interval } = printDifference(one, unit);
    return interval === null ? value : `${value} ${interval}`;
  };
  const { point, set } = retention.retained;
  return [
    ...head,
    lead(retention.from),
    lead(retention.to),
    point === null ? "no point" : formatShare(point),
    set === null ? "no set" : formatRatioSet(set),
    ...tail,
  ];
}

const DURABILITY_COLUMNS = [
  ...[textColumn("Arm"), textColumn("Eval"), textColumn("From"), textColumn("To")],
  ...[numberColumn("Lead from"), numberColumn("Lead to"), numberColumn("Retained"), numberColumn("Set")],
  ...[textColumn("Verdict"), numberColumn("Runs")],
];

/** What became of each lead. */
export function durabilityTable({ subject, analysis }: ReportMatter, name: string): TexTable {
  return {
    label: `tab:${name}-durability`,
    caption:
      "Durability: what became of each lead between two stages, the share of it that is retained with its confidence set, and the verdict.",
    columns: DURABILITY_COLUMNS,
    rows: analysis.durability.map((one) => durabilityCells(subject, one)),
  };
}

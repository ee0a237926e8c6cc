import { type Effect, shownFinding, standingPValue } from "@holdfast/core";
import type { Cell, Column } from "../document.js";
import { formatCoverage, formatPValue } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { contextOf, momentText, runsPair, type Subject, stageIndex, unitFor } from "../subject.js";
import { NOTHING, numberColumn, strong, textColumn } from "../table.js";
import { printBareLevel, printDifference } from "../unit.js";
import { evalCell } from "./eval-cell.js";
import type { TexTable } from "./tex-table.js";

function effectCells(subject: Subject, effect: Effect): Cell[] {
  const finding = shownFinding(effect);
  const unit = unitFor(subject, effect);
  const level = (value: number | null): Cell => (value === null ? NOTHING : printBareLevel(value, unit));
  const head = [
    effect.arm,
    effect.control ?? NOTHING,
    evalCell(effect.eval, contextOf(subject, effect, effect.condition)),
    momentText(effect.moment),
    level(effect.armLevel),
    level(effect.controlLevel),
  ];
  if (finding?.status !== "estimated") return [...head, "not estimable", NOTHING, NOTHING, NOTHING, NOTHING];
  const { value, interval } = printDifference(finding, unit);
  const adjusted = standingPValue(effect, finding.scale, finding.target);
  const stands =
    effect.stands === null
      ? effect.family === null
        ? "exploratory"
        : "no p-value"
      : effect.stands
        ? "yes"
        : "no";
  return [
    ...head,
    effect.stands === true ? strong(value) : value,
    interval ?? NOTHING,
    // an exploratory lead has its own p-value alone, and says so in the next column
    (adjusted ?? finding.pValue) === null ? NOTHING : formatPValue(adjusted ?? finding.pValue ?? 1),
    stands,
    finding.n.runs === 0 ? NOTHING : runsPair(finding.n.runs, finding.n.controlRuns),
  ];
}

/** `95% interval`, where all of them are. */
function intervalTitle(effects: readonly Effect[]): string {
  const levels = effects.flatMap((effect) => {
    const finding = shownFinding(effect);
    return finding?.status === "estimated" && finding.interval !== null ? [finding.interval.level] : [];
  });
  const [level] = levels;
  const isOne = level !== undefined && levels.every((other) => other === level);
  return isOne ? `${formatCoverage(level)} interval` : "Interval";
}

function effectColumns(effects: readonly Effect[]): Column[] {
  return [
    ...[textColumn("Arm"), textColumn("Control"), textColumn("Eval"), textColumn("After")],
    ...[numberColumn("Level"), numberColumn("Control level"), numberColumn("Lead")],
    ...[numberColumn(intervalTitle(effects)), numberColumn("p"), textColumn("Stands"), numberColumn("Runs")],
  ];
}

/** The lead of each arm. */
export function effectsTable({ subject, analysis }: ReportMatter, name: string): TexTable {
  const effects = [...analysis.effects].sort(
    (a, b) => stageIndex(subject, a.moment.stage) - stageIndex(subject, b.moment.stage),
  );
  return {
    label: `tab:${name}-effects`,
    caption:
      "Leads: arm minus control at the same moment, rates in percentage points. p is adjusted within its registered family; that of an exploratory lead is not.",
    columns: effectColumns(effects),
    rows: effects.map((effect) => effectCells(subject, effect)),
  };
}

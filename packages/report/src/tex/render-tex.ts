import {
  type Durability,
  type Effect,
  shortFingerprint,
  shownFinding,
  shownRetention,
  standingPValue,
} from "@holdfast/core";
import type { Cell, Column } from "../document.js";
import { formatCoverage, formatPValue, formatRatioSet, formatShare } from "../format.js";
import { matterOf, type ReportInput, type ReportMatter } from "../report-input.js";
import { verdictName } from "../sentences/durability-sentence.js";
import { contextOf, momentText, runsPair, type Subject, stageIndex, unitFor } from "../subject.js";
import { NOTHING, numberColumn, strong, textColumn } from "../table.js";
import { printBareLevel, printDifference } from "../unit.js";
import { commentTex } from "./escape-tex.js";
import { texTable } from "./tex-table.js";

function evalCell(id: string, context: string): Cell {
  return context === "" ? id : `${id} (${context})`;
}

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

function effectsTable({ subject, analysis }: ReportMatter, name: string): string {
  const effects = [...analysis.effects].sort(
    (a, b) => stageIndex(subject, a.moment.stage) - stageIndex(subject, b.moment.stage),
  );
  return texTable({
    label: `tab:${name}-effects`,
    caption:
      "Leads: arm minus control at the same moment, rates in percentage points. p is adjusted within its registered family; that of an exploratory lead is not.",
    columns: effectColumns(effects),
    rows: effects.map((effect) => effectCells(subject, effect)),
  });
}

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

function durabilityTable({ subject, analysis }: ReportMatter, name: string): string {
  return texTable({
    label: `tab:${name}-durability`,
    caption:
      "Durability: what became of each lead between two stages, the share of it that is retained with its confidence set, and the verdict.",
    columns: DURABILITY_COLUMNS,
    rows: analysis.durability.map((one) => durabilityCells(subject, one)),
  });
}

/**
 * Effects and durability as tables for a paper, to be taken in with `\\input`. What is empty is left out. Needs the
 * package booktabs, and an engine that reads UTF-8 where names go beyond Latin letters.
 */
export function renderTex(input: ReportInput): string {
  const matter = matterOf(input);
  const { registration, analysis } = input;
  // the label is a name inside LaTeX, which takes no marks of its own
  const name = registration.identity.replace(/[^A-Za-z0-9]+/g, "-");
  return [
    commentTex(`${registration.identity}, revision ${registration.revision}: ${registration.ablation.title}`),
    commentTex(
      `Computed from inputs ${shortFingerprint(analysis.inputsFingerprint)}. Same inputs, same bytes.`,
    ),
    commentTex("Needs \\usepackage{booktabs} and \\usepackage[T1]{fontenc}."),
    ...(analysis.effects.length === 0 ? [] : ["", effectsTable(matter, name)]),
    ...(analysis.durability.length === 0 ? [] : ["", durabilityTable(matter, name)]),
    "",
  ].join("\n");
}

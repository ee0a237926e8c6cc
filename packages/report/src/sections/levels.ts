import { controlOf, type LevelRow } from "@holdfast/core";
import type { Block, Cell, Section } from "../document.js";
import { levelGroups, levelsFigure } from "../figures/levels.js";
import { formatCount } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { countText } from "../sentences/level-sentence.js";
import { type Subject, unitFor } from "../subject.js";
import { groupedTable, muted, NOTHING, nowrap, numberColumn, paragraph, textColumn } from "../table.js";
import { printLevel } from "../unit.js";
import { runsCaption, varianceCaption } from "./variance-caption.js";

function cellsOf(subject: Subject, row: LevelRow): Cell[] {
  const { finding } = row;
  if (finding.status === "not-estimable")
    return [
      nowrap(row.arm),
      muted(`not estimable: ${finding.reason}`),
      NOTHING,
      NOTHING,
      NOTHING,
      NOTHING,
      finding.evidenceLevel,
    ];
  const unit = unitFor(subject, row);
  const printed = printLevel(finding, unit);
  return [
    nowrap(row.arm),
    printed.spoken,
    printed.interval ?? muted("none"),
    countText(finding, unit) ?? NOTHING,
    finding.n.runs === 0 ? NOTHING : formatCount(finding.n.runs),
    finding.n.samples === null ? NOTHING : formatCount(finding.n.samples),
    finding.evidenceLevel,
  ];
}

/** Levels of arms without a control, that are no control themselves where leads are shown. */
export function levelsAlone({ analysis, registration, subject }: ReportMatter): LevelRow[] {
  return analysis.levels.filter(
    ({ arm }) =>
      controlOf(registration.ablation, arm) === null &&
      (!subject.controls.has(arm) || analysis.effects.length === 0),
  );
}

/** Levels of arms that nothing is compared with: the whole answer where nothing was varied on purpose. */
export function levelsSection(matter: ReportMatter): Section | null {
  const { registration, subject } = matter;
  const { ablation } = registration;
  const alone = levelsAlone(matter);
  if (alone.length === 0) return null;
  const units = new Map<string, LevelRow[]>();
  for (const row of alone) {
    const { levelSuffix } = unitFor(subject, row);
    units.set(levelSuffix, [...(units.get(levelSuffix) ?? []), row]);
  }
  const blocks = [...units.values()].flatMap((rows, index): Block[] => {
    const findings = rows.map(({ finding }) => finding);
    const sizes = findings.flatMap((finding) => (finding.status === "estimated" ? [finding.n] : []));
    return [
      {
        kind: "figure",
        title: "Levels, the highest first",
        svg: levelsFigure(ablation, rows, { id: `levels-${index}` }).svg,
        caption: `The level of each arm. ${varianceCaption(findings)} Diamonds are point values. ${runsCaption(sizes)} At 0 of n the bar still has an upper end: it is how high the rate may be.`,
      },
      groupedTable(
        "Levels",
        [
          textColumn("Arm"),
          numberColumn("Level"),
          numberColumn("Interval"),
          numberColumn("Count"),
          numberColumn("Runs"),
          numberColumn("Scores"),
          textColumn("Evidence"),
        ],
        levelGroups(subject, rows).map((group) => ({
          heading: group.title,
          rows: group.rows.map((row) => cellsOf(subject, row)),
        })),
      ),
    ];
  });
  return {
    id: "levels",
    title: "Levels without a control",
    blocks: [
      paragraph(
        "These arms have no control, so there is no lead: a level says how an arm scored, not what made it so.",
      ),
      ...blocks,
    ],
  };
}

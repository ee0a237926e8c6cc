import type { LevelRow } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { levelGroups, levelsFigure } from "../figures/levels.js";
import { formatCount } from "../format.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { levelsAlone } from "../sections/levels-alone.js";
import { runsCaption, varianceCaption } from "../sections/variance-caption.js";
import { countText } from "../sentences/level-sentence.js";
import { momentText, type Subject, unitFor } from "../subject.js";
import { groupedTable, muted, NOTHING, nowrap, numberColumn, textColumn } from "../table.js";
import { printLevel } from "../unit.js";

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

function tidyRow({ arm, eval: id, metric, judge, moment, finding }: LevelRow) {
  const head = [arm, id, metric, judge, momentText(moment), finding.status];
  if (finding.status === "not-estimable") return [...head, null, null, null, null, null, finding.reason];
  const { estimate, interval, n } = finding;
  return [...head, estimate, interval?.lower ?? null, interval?.upper ?? null, n.runs, n.samples, null];
}

/** Levels of arms that nothing is compared with, one exhibit a unit: the whole answer where nothing was varied on purpose. */
export function levelsExhibits(input: ReportInput): Exhibit[] {
  const matter = matterOf(input);
  const { subject } = matter;
  const units = new Map<string, LevelRow[]>();
  for (const row of levelsAlone(matter)) {
    const { levelSuffix } = unitFor(subject, row);
    units.set(levelSuffix, [...(units.get(levelSuffix) ?? []), row]);
  }
  return [...units.values()].map((rows, index): Exhibit => {
    const findings = rows.map(({ finding }) => finding);
    const sizes = findings.flatMap((finding) => (finding.status === "estimated" ? [finding.n] : []));
    const estimators = findings.flatMap((finding) =>
      finding.status === "estimated" ? [finding.estimator] : [],
    );
    return {
      id: `levels-${index}`,
      title: "Levels, the highest first",
      figure: levelsFigure(matter.registration.ablation, rows, { id: `levels-${index}` }),
      caption: `The level of each arm. ${varianceCaption(findings)} Diamonds are point values. ${runsCaption(sizes)} At 0 of n the bar still has an upper end: it is how high the rate may be.`,
      table: groupedTable(
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
      tidy: {
        columns: [
          ...["arm", "eval", "metric", "judge", "moment", "status", "estimate", "lower", "upper"],
          ...["runs", "samples", "reason"],
        ],
        rows: rows.map(tidyRow),
      },
      methods: [...new Set(estimators)],
    };
  });
}

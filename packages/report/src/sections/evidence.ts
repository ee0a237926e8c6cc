import type { Ablation, EvidenceRow } from "@holdfast/core";
import type { Block, Cell, Section } from "../document.js";
import { formatCount, formatQuantity } from "../format.js";
import type { ReportMatter } from "../report-input.js";
import { ROLE_TITLES, ROLES, roleOf, type Subject, stageIndex } from "../subject.js";
import {
  groupedTable,
  listed,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  paragraph,
  strong,
  textColumn,
} from "../table.js";

function plannedRuns(ablation: Ablation): number | null {
  if (ablation.seeds === "unknown") return null;
  return typeof ablation.seeds === "number" ? ablation.seeds : ablation.seeds.length;
}

function holesOf(row: EvidenceRow, planned: number | null): string[] {
  return [
    planned !== null && row.runs < planned ? `${planned - row.runs} of ${planned} runs missing` : "",
    row.unscored > 0 ? `${formatCount(row.unscored)} unscored` : "",
    row.corrected > 0 ? `${formatCount(row.corrected)} corrected` : "",
    row.excluded > 0 ? `${formatCount(row.excluded)} set aside` : "",
  ].filter((hole) => hole !== "");
}

function count(value: number | null): Cell {
  return value === null ? NOTHING : formatCount(value);
}

/** Arms without an outcome on an eval at a stage where another arm has one. */
function missingCells(
  ablation: Ablation,
  rows: readonly EvidenceRow[],
): Pick<EvidenceRow, "arm" | "eval" | "stage">[] {
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map(({ name }) => name));
  const present = new Set(rows.map((row) => JSON.stringify([row.arm, row.eval, row.stage])));
  const asked = new Map(
    rows.map((row) => [JSON.stringify([row.eval, row.stage]), { eval: row.eval, stage: row.stage }]),
  );
  return [...asked.values()]
    .filter(({ stage }) => !shared.has(stage))
    .flatMap((cell) =>
      ablation.arms
        .map(({ name }) => ({ ...cell, arm: name }))
        .filter(({ arm, eval: id, stage }) => !present.has(JSON.stringify([arm, id, stage]))),
    );
}

function ordered(subject: Subject, rows: readonly EvidenceRow[]): EvidenceRow[] {
  const evals = subject.ablation.evals.map(({ id }) => id);
  const arms = subject.ablation.arms.map(({ name }) => name);
  return [...rows].sort(
    (a, b) =>
      evals.indexOf(a.eval) - evals.indexOf(b.eval) ||
      stageIndex(subject, a.stage) - stageIndex(subject, b.stage) ||
      arms.indexOf(a.arm) - arms.indexOf(b.arm),
  );
}

/** What was recorded for every arm, eval and stage, and what is missing. */
export function evidenceSection({ analysis, registration, subject }: ReportMatter): Section {
  const { ablation } = registration;
  const planned = plannedRuns(ablation);
  const id = "evidence";
  const title = "Evidence";
  if (analysis.evidence.length === 0)
    return {
      id,
      title,
      blocks: [paragraph("Nothing is recorded yet: every cell of the design is a hole.")],
    };
  const missing = missingCells(ablation, analysis.evidence);
  const rows = ordered(subject, analysis.evidence);
  const toCells = (row: EvidenceRow): Cell[] => [
    row.eval,
    row.stage,
    nowrap(row.arm),
    row.levels.length === 0 ? NOTHING : row.levels.join(", "),
    row.runs === 0 ? muted("none named") : formatCount(row.runs),
    count(row.checkpoints),
    count(row.prompts),
    count(row.samples),
    row.judges.join(", "),
    holesOf(row, planned).join("; ") || NOTHING,
  ];
  const groups = ROLES.map((role) => ({
    heading: ROLE_TITLES[role],
    rows: rows.filter((row) => roleOf(subject, row.eval) === role).map(toCells),
  }));
  const outcomes = analysis.evidence.reduce((sum, row) => sum + row.outcomes, 0);
  const conditions = Math.max(...analysis.evidence.map((row) => row.conditions));
  const summary = [
    `${formatQuantity(outcomes, "outcome")} recorded`,
    conditions > 1 ? `under up to ${conditions} conditions` : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
  const shown = missing.slice(0, 12).map((cell) => `${cell.arm} on ${cell.eval} at ${cell.stage}`);
  const more = missing.length > shown.length ? [`${missing.length - shown.length} more`] : [];
  const holes: Block[] =
    missing.length === 0
      ? []
      : [paragraph([strong("Missing entirely: "), `${listed([...shown, ...more])}.`])];
  return {
    id,
    title,
    blocks: [
      paragraph(`${summary}.`),
      ...holes,
      groupedTable(
        "Evidence",
        [
          textColumn("Eval"),
          textColumn("Stage"),
          textColumn("Arm"),
          textColumn("Level of evidence"),
          numberColumn("Runs"),
          numberColumn("Checkpoints"),
          numberColumn("Prompts"),
          numberColumn("Samples"),
          textColumn("Judge"),
          textColumn("Holes"),
        ],
        groups,
      ),
    ],
  };
}

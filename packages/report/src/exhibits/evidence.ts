import type { Ablation, EvidenceRow } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit } from "../exhibit.js";
import { coverageFigure } from "../figures/coverage.js";
import { type CoverageCell, type CoverageGrid, NO_NOTES, richestLevel } from "../figures/coverage-grid.js";
import { formatCount } from "../format.js";
import { matterOf, type ReportInput } from "../report-input.js";
import { ROLE_TITLES, ROLES, roleOf, type Subject, stageIndex } from "../subject.js";
import { groupedTable, muted, NOTHING, nowrap, numberColumn, textColumn } from "../table.js";
import { plannedRuns } from "./arm-runs.js";

const keyOf = (...parts: readonly string[]) => JSON.stringify(parts);

/** Arms without an outcome on an eval at a stage where another arm has one. */
export function missingPlaces(
  ablation: Ablation,
  rows: readonly EvidenceRow[],
): Pick<EvidenceRow, "arm" | "eval" | "stage">[] {
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map(({ name }) => name));
  const present = new Set(rows.map((row) => keyOf(row.arm, row.eval, row.stage)));
  const asked = new Map(
    rows.map((row) => [keyOf(row.eval, row.stage), { eval: row.eval, stage: row.stage }]),
  );
  return [...asked.values()]
    .filter(({ stage }) => !shared.has(stage))
    .flatMap((cell) =>
      ablation.arms
        .map(({ name }) => ({ ...cell, arm: name }))
        .filter(({ arm, eval: id, stage }) => !present.has(keyOf(arm, id, stage))),
    );
}

/** Arms by evals and stages: what stands behind each, and where another arm has evidence and this one has none. */
export function armGrid(ablation: Ablation, rows: readonly EvidenceRow[]): CoverageGrid {
  const missing = new Set(missingPlaces(ablation, rows).map((one) => keyOf(one.arm, one.eval, one.stage)));
  const found = new Map(rows.map((row) => [keyOf(row.arm, row.eval, row.stage), row]));
  const groups = ablation.evals
    .map(({ id }) => ({
      eval: id,
      stages: ablation.stages
        .filter(({ name }) => rows.some((row) => row.eval === id && row.stage === name))
        .map(({ name }) => ({ stage: name, steps: [null] })),
    }))
    .filter(({ stages }) => stages.length > 0);
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map(({ name }) => name));
  const cellOf = (arm: string, id: string, stage: string): CoverageCell => {
    const key = keyOf(arm, id, stage);
    const any = shared.has(stage) ? rows.find((one) => one.eval === id && one.stage === stage) : undefined;
    const row = found.get(key) ?? any;
    const state = row === undefined ? (missing.has(key) ? "missing" : "none") : "present";
    return {
      ...NO_NOTES,
      ...{ state, isPlanned: true },
      level: row === undefined ? null : richestLevel(row.levels),
      outcomes: row?.outcomes ?? 0,
      runs: row?.runs ?? null,
      isCorrected: (row?.corrected ?? 0) > 0,
    };
  };
  return {
    groups,
    lines: ablation.arms.map(({ name: arm }) => ({
      ...{ arm, name: "", run: null },
      cells: groups.map((group) => group.stages.map(({ stage }) => [cellOf(arm, group.eval, stage)])),
    })),
  };
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

/** What stands behind each arm on each eval at each stage: the grid, and a row for each place. */
export function evidenceExhibits(input: ReportInput): Exhibit[] {
  const { analysis, registration, subject } = matterOf(input);
  const { ablation } = registration;
  if (analysis.evidence.length === 0) return [];
  const planned = plannedRuns(ablation);
  const shared = new Set(ablation.stages.filter((stage) => stage.shared === true).map(({ name }) => name));
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
    holesOf(row, shared.has(row.stage) ? null : planned).join("; ") || NOTHING,
  ];
  return [
    {
      id: "evidence",
      title: "What stands behind each arm",
      figure: coverageFigure(ablation, armGrid(ablation, rows), { id: "evidence" }),
      caption:
        "A line an arm, a column a stage, a group an eval. The stronger the tone, the more can be asked: scores of samples, then counts, summaries and single points. Numbers are named runs. There are no bars: these are counts of what was recorded.",
      table: groupedTable(
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
        ROLES.map((role) => ({
          heading: ROLE_TITLES[role],
          rows: rows.filter((row) => roleOf(subject, row.eval) === role).map(toCells),
        })),
      ),
      tidy: {
        columns: [
          ...["arm", "eval", "stage", "levels", "runs", "checkpoints", "outcomes", "prompts", "samples"],
          ...["judges", "conditions", "unscored", "corrected", "setAside"],
        ],
        rows: rows.map((row) => [
          ...[row.arm, row.eval, row.stage, row.levels.join("; "), row.runs, row.checkpoints],
          ...[row.outcomes, row.prompts, row.samples, row.judges.join("; "), row.conditions],
          ...[row.unscored, row.corrected, row.excluded],
        ]),
      },
      methods: [],
    },
  ];
}

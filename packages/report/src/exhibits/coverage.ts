import type { AblationStatus, OutcomeRecord, Registration } from "@holdfast/core";
import type { Cell } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { coverageFigure } from "../figures/coverage.js";
import { type CoverageGrid, type CoverageLine, lineOnEval } from "../figures/coverage-grid.js";
import { formatCount, formatDay, formatQuantity } from "../format.js";
import {
  groupedTable,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  strong,
  table,
  textColumn,
  wideColumn,
} from "../table.js";
import { lateOutcomes } from "./outcome-notes.js";
import { type GridChoice, runGrid } from "./run-grid.js";

/** What the coverage of an ablation is told from. */
export interface CoverageInput {
  readonly registration: Registration;
  readonly status: AblationStatus;
  /** Current outcomes, with what was set aside; perhaps not all of them. */
  readonly outcomes: readonly OutcomeRecord[];
}

/** Rows of the table of what is to be said of outcomes. */
const MOST_NOTED = 200;

const LATE_TEXT =
  "Late: recorded more than a day after a later checkpoint of the same run; when it was evaluated does not count.";

const verb = (count: number, one: string, many: string) =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** How much of the plan has come, in a few sentences; the holes before all else. */
export function coverageSentences({ registration, status, outcomes }: CoverageInput): string[] {
  const { expected, present, missing, beyondPlan } = status;
  if (status.coverage.length === 0)
    return [`Nothing is recorded yet: all ${formatQuantity(expected, "place")} of the plan are holes.`];
  const isRegistered = registration.ablation.plan.families.length > 0;
  const needed = isRegistered ? "that registered comparisons need" : "of the plan";
  const plan =
    missing === 0
      ? `Every one of the ${formatQuantity(expected, "place")} ${needed} has outcomes.`
      : `${verb(missing, "place", "places")} ${needed} ${missing === 1 ? "has" : "have"} no outcome; ${formatCount(present)} of ${formatCount(expected)} have.`;
  const grid = runGrid(registration, status, [], { eval: null, stage: null });
  const cells = grid.lines.flatMap(({ cells: own }) => own.flat(2));
  const gaps = cells.filter(({ state }) => state === "gap").length;
  const noted = [
    [lateOutcomes(registration, outcomes).size, "came late"],
    [outcomes.filter(({ revision }) => revision > 1).length, "corrected"],
    [outcomes.filter(({ excluded }) => excluded !== null).length, "set aside"],
    [outcomes.filter(({ status: state }) => state === "partial").length, "partial"],
    [outcomes.filter(({ status: state }) => state === "crashed").length, "crashed"],
  ] as const;
  const said = noted.flatMap(([count, word]) => (count === 0 ? [] : [`${formatCount(count)} ${word}`]));
  return [
    plan,
    ...(gaps === 0
      ? []
      : [
          `${verb(gaps, "checkpoint that another run was scored at is", "checkpoints that other runs were scored at are")} lacking.`,
        ]),
    ...(beyondPlan === 0
      ? []
      : [`${verb(beyondPlan, "place has", "places have")} outcomes that no registered comparison asks for.`]),
    ...(said.length === 0 ? [] : [`Of ${formatQuantity(outcomes.length, "outcome")}: ${said.join(", ")}.`]),
  ];
}

function holesCell({ missing, gaps }: ReturnType<typeof lineOnEval>): Cell {
  const lines = [
    ...(missing.length === 0 ? [] : [strong(`nothing at ${missing.join(", ")}`)]),
    ...(gaps.length === 0 ? [] : [`lacks ${gaps.join("; ")}`]),
  ];
  return lines.length === 0 ? NOTHING : { lines };
}

function lineCells(grid: CoverageGrid, line: CoverageLine, index: number): Cell[] | null {
  const group = grid.groups[index];
  if (group === undefined) return null;
  const said = lineOnEval(group, line.cells[index] ?? []);
  if (said.outcomes === 0 && said.missing.length === 0) return null;
  return [
    nowrap(line.name),
    group.eval,
    said.present.length === 0 ? NOTHING : said.present.join("; "),
    said.levels.length === 0 ? NOTHING : said.levels.join(", "),
    formatCount(said.outcomes),
    holesCell(said),
    said.notes.length === 0 ? NOTHING : said.notes.join(", "),
  ];
}

function gridTable(grid: CoverageGrid): Exhibit["table"] {
  const arms = [...new Set(grid.lines.map(({ arm }) => arm))];
  return groupedTable(
    "Coverage",
    [
      textColumn("Run"),
      textColumn("Eval"),
      wideColumn("Checkpoints"),
      textColumn("Level of evidence"),
      numberColumn("Outcomes"),
      textColumn("Holes"),
      textColumn("To know"),
    ],
    arms.map((arm) => ({
      heading: arm,
      rows: grid.lines
        .filter((line) => line.arm === arm)
        .flatMap((line) => grid.groups.map((_, index) => lineCells(grid, line, index)))
        .filter((cells) => cells !== null),
    })),
  );
}

function gridTidy(grid: CoverageGrid): TidyTable {
  return {
    columns: [
      ...["arm", "run", "eval", "stage", "step", "state", "planned", "level", "outcomes"],
      ...["late", "corrected", "setAside", "partial", "crashed"],
    ],
    rows: grid.lines.flatMap(({ arm, name, run, cells }) =>
      grid.groups.flatMap((group, index) =>
        group.stages.flatMap(({ stage, steps }, order) =>
          steps.flatMap((step, at) => {
            const cell = cells[index]?.[order]?.[at];
            if (cell === undefined) return [];
            return [
              [
                ...[arm, run ?? name, group.eval, stage, step, cell.state, cell.isPlanned, cell.level],
                ...[cell.outcomes, cell.isLate, cell.isCorrected, cell.isSetAside],
                ...[cell.isPartial, cell.isCrashed],
              ],
            ];
          }),
        ),
      ),
    ),
  };
}

interface Noted {
  readonly outcome: OutcomeRecord;
  readonly what: string;
  readonly by: string | null;
  readonly reason: string | null;
}

function notedOutcomes({ registration, outcomes }: CoverageInput): Noted[] {
  const late = lateOutcomes(registration, outcomes);
  return outcomes.flatMap((outcome): Noted[] => {
    const { correction, excluded, revision, status } = outcome;
    return [
      ...(excluded === null
        ? []
        : [{ outcome, what: "set aside", by: excluded.author, reason: excluded.reason }]),
      ...(revision === 1
        ? []
        : [
            {
              outcome,
              what: `corrected, revision ${revision}`,
              by: correction?.author ?? null,
              reason: correction?.reason ?? null,
            },
          ]),
      ...(late.has(outcome) ? [{ outcome, what: "came late", by: null, reason: null }] : []),
      ...(status === "complete" ? [] : [{ outcome, what: status, by: null, reason: null }]),
    ];
  });
}

/** Outcomes of which there is something to know; null where there is none. */
function notedExhibit(input: CoverageInput): Exhibit | null {
  const noted = notedOutcomes(input);
  if (noted.length === 0) return null;
  const place = ({ stage, step }: OutcomeRecord) => (step === null ? stage : `${stage} ${step}`);
  const cut =
    noted.length > MOST_NOTED
      ? ` The first ${MOST_NOTED} of ${formatCount(noted.length)}; the CSV has all.`
      : "";
  return {
    id: "noted-outcomes",
    title: "Late, corrected, set aside, broken off",
    figure: null,
    caption: `${LATE_TEXT} Nothing is overwritten: the revisions before a correction are kept.${cut}`,
    table: table(
      "Outcomes to know of",
      [
        textColumn("What"),
        textColumn("Run"),
        textColumn("Checkpoint"),
        textColumn("Eval"),
        numberColumn("Recorded"),
        numberColumn("Evaluated"),
        textColumn("By"),
        wideColumn("Why"),
      ],
      noted.slice(0, MOST_NOTED).map(({ outcome, what, by, reason }): Cell[] => [
        strong(what),
        nowrap(outcome.run),
        place(outcome),
        {
          lines: [outcome.eval, ...(outcome.judge === "rule" ? [] : [muted(`judge ${outcome.judge}`)])],
        },
        formatDay(outcome.recordedAt),
        outcome.evaluatedAt === null ? NOTHING : formatDay(outcome.evaluatedAt),
        by ?? NOTHING,
        reason ?? NOTHING,
      ]),
    ),
    tidy: {
      columns: [
        ...["what", "outcomeId", "run", "stage", "step", "eval", "metric", "judge", "revision"],
        ...["recordedAt", "evaluatedAt", "by", "reason"],
      ],
      rows: noted.map(({ outcome: one, what, by, reason }) => [
        ...[what, one.outcomeId, one.run, one.stage, one.step, one.eval, one.metric, one.judge, one.revision],
        ...[one.recordedAt, one.evaluatedAt, by, reason],
      ]),
    },
    methods: [],
  };
}

/** The grid of runs by checkpoints and evals with its holes, and what is to be known of single outcomes. */
export function coverageExhibits(input: CoverageInput, choice: GridChoice): Exhibit[] {
  const { registration, status, outcomes } = input;
  const grid = runGrid(registration, status, outcomes, choice);
  if (grid.groups.length === 0 || grid.lines.length === 0) return [];
  const runs = grid.lines.filter(({ run }) => run !== null).length;
  const noted = notedExhibit(input);
  return [
    {
      id: "coverage",
      title: "What has come, and what is missing",
      figure: coverageFigure(registration.ablation, grid, { id: "coverage" }),
      caption: `A line a run, a column a checkpoint, a group an eval; ${formatQuantity(runs, "run")} so far. The stronger the tone, the more can be asked: scores of samples, then counts, summaries and single points. A place is one arm and seed at one stage on one eval. ${LATE_TEXT} There are no bars: these are counts of what was recorded.`,
      table: gridTable(grid),
      tidy: gridTidy(grid),
      methods: [],
    },
    ...(noted === null ? [] : [noted]),
  ];
}

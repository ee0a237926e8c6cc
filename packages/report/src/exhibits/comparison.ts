import {
  type Ablation,
  type ComparisonAnswer,
  type ComparisonRow,
  conditionKey,
  type Finding,
  findingOn,
  type Target,
} from "@holdfast/core";
import type { Cell, Text } from "../document.js";
import type { Exhibit, TidyTable } from "../exhibit.js";
import { comparisonFigure } from "../figures/comparison.js";
import {
  type ComparedRow,
  type ComparisonView,
  comparedGroups,
  findingIn,
} from "../figures/comparison-rows.js";
import { formatPEquation, formatQuantity } from "../format.js";
import { runsCaption, varianceCaption } from "../sections/variance-caption.js";
import { sideName } from "../sentences/comparison-sentence.js";
import { type Subject, subjectOf, unitFor } from "../subject.js";
import {
  groupedTable,
  muted,
  NOTHING,
  nowrap,
  numberColumn,
  strong,
  textColumn,
  wideColumn,
} from "../table.js";
import { printDifference, printLogOdds } from "../unit.js";

const TARGETS: Readonly<Record<Target, string>> = {
  "prompt-general": "new prompts",
  "suite-fixed": "these prompts",
};
const OTHER = { "prompt-general": "suite-fixed", "suite-fixed": "prompt-general" } as const;

const PAIRINGS: Readonly<Record<ComparisonRow["pairing"], string | null>> = {
  none: null,
  "by-run": "same runs",
  "by-seed": "paired by seed",
};

/** The difference that is shown, and beneath it what the other target says. */
function differenceCell(
  subject: Subject,
  { row, finding, printed }: ComparedRow,
  view: ComparisonView,
): Cell {
  const unit = unitFor(subject, row);
  const print = (one: Finding | undefined) =>
    one?.status !== "estimated"
      ? null
      : view.scale === "log-odds"
        ? printLogOdds(one)
        : printDifference(one, unit);
  const target = finding?.target ?? row.shownTarget;
  const other = print(findingOn(row, view.scale, OTHER[target]));
  const said =
    other === null ? "not estimable" : `${other.value}${other.interval === null ? "" : ` ${other.interval}`}`;
  const lines: Text[] =
    printed === null
      ? [muted("not estimable"), ...(finding?.status === "not-estimable" ? [muted(finding.reason)] : [])]
      : [strong(printed.value), ...(printed.interval === null ? [] : [printed.interval])];
  return { lines: [...lines, muted(`${TARGETS[OTHER[target]]}: ${said}`)] };
}

function testedCell({ row, finding }: ComparedRow, isShown: boolean): Cell {
  if (finding?.status !== "estimated") return NOTHING;
  if (finding.scope === "checkpoint") return muted("these checkpoints only");
  if (finding.pValue === null) return { lines: [muted(finding.reason ?? "no p-value")] };
  const q = row.qValue === null || !isShown ? [] : [muted(formatPEquation(row.qValue).replace("p", "q"))];
  return { lines: [`${formatPEquation(finding.pValue)} unadjusted`, ...q, muted("exploratory")] };
}

function evidenceCell({ row, finding }: ComparedRow): Cell {
  if (finding === undefined) return NOTHING;
  const pairing = PAIRINGS[row.pairing];
  const { prompts = null, samples = null } = finding.status === "estimated" ? finding.n : {};
  return {
    lines: [
      finding.evidenceLevel,
      ...(prompts === null ? [] : [muted(`${formatQuantity(prompts, "prompt")} on both sides`)]),
      ...(samples === null ? [] : [muted(formatQuantity(samples, "score"))]),
      ...(pairing === null ? [] : [muted(pairing)]),
    ],
  };
}

function tableOf(
  subject: Subject,
  label: string,
  rows: readonly ComparisonRow[],
  view: ComparisonView,
): Exhibit["table"] {
  const table = groupedTable(
    label,
    [
      textColumn("Eval"),
      numberColumn("a"),
      numberColumn("b"),
      numberColumn(view.scale === "log-odds" ? "a − b, log odds" : "a − b"),
      textColumn("Tested"),
      numberColumn("Runs"),
      wideColumn("Evidence"),
    ],
    comparedGroups(subject, rows, view).map((group) => ({
      heading: group.better === null ? group.title : `${group.title}, ${group.better}`,
      rows: group.rows.map((compared): Cell[] => [
        { lines: [nowrap(compared.row.eval), ...(compared.context === "" ? [] : [muted(compared.context)])] },
        compared.levels.a,
        compared.levels.b,
        differenceCell(subject, compared, view),
        testedCell(compared, view.scale === "difference" && view.target === null),
        compared.runs === "" ? NOTHING : compared.runs,
        evidenceCell(compared),
      ]),
    })),
  );
  if (table.kind !== "table") throw new TypeError("a grouped table is a table");
  return table;
}

const stepsText = (steps: readonly (number | null)[]) => steps.map((step) => step ?? "end").join(" ");

function tidyOf({ a, b }: ComparisonAnswer, rows: readonly ComparisonRow[]): TidyTable {
  return {
    columns: [
      ...["a", "b", "eval", "metric", "condition", "judge", "stepsA", "stepsB", "levelA", "levelB"],
      ...["scale", "target", "shown", "difference", "standardError", "df", "lower", "upper", "level"],
      ...["pValue", "qValue", "runsA", "runsB", "prompts", "scores", "scope", "evidence", "pairing"],
      ...["estimator", "reason"],
    ],
    rows: rows.flatMap((row) =>
      row.findings.map((finding) => {
        const shown = finding.scale === "difference" && finding.target === row.shownTarget;
        const head = [
          ...[a.address, b.address, row.eval, row.metric, conditionKey(row.condition), row.judge],
          ...[stepsText(row.steps.a), stepsText(row.steps.b), row.levels.a, row.levels.b],
          ...[finding.scale, finding.target, shown],
        ];
        const tail = [finding.scope, finding.evidenceLevel, row.pairing];
        if (finding.status === "not-estimable")
          return [...head, ...Array.from({ length: 12 }, () => null), ...tail, null, finding.reason];
        const { estimate, standardError, df, interval, pValue, n, estimator, reason } = finding;
        return [
          ...[...head, estimate, standardError, df],
          ...[interval?.lower ?? null, interval?.upper ?? null, interval?.level ?? null],
          ...[pValue, shown ? row.qValue : null, n.runs, n.controlRuns, n.prompts, n.samples],
          ...[...tail, estimator, reason],
        ];
      }),
    ),
  };
}

const estimatorsOf = (findings: readonly (Finding | undefined)[]) => [
  ...new Set(findings.flatMap((finding) => (finding?.status === "estimated" ? [finding.estimator] : []))),
];

/** A comparison as figures, one a unit: what stands on one axis may be compared. */
export function comparisonExhibits(
  ablation: Ablation,
  answer: ComparisonAnswer,
  view: ComparisonView,
): Exhibit[] {
  const subject = subjectOf(ablation);
  const units = new Map<string, ComparisonRow[]>();
  for (const row of answer.rows) {
    const unit = view.scale === "log-odds" ? "log odds" : unitFor(subject, row).difference;
    const known = units.get(unit);
    if (known === undefined) units.set(unit, [row]);
    else known.push(row);
  }
  return [...units].map(([unit, rows], at): Exhibit => {
    const id = at === 0 ? "comparison" : `comparison-${at + 1}`;
    const findings = rows.map((row) => findingIn(row, view));
    const sizes = findings.flatMap((finding) => (finding?.status === "estimated" ? [finding.n] : []));
    const named = unit === "" ? "" : `, in ${unit}`;
    const apart = unit === "" ? ", in the unit of the eval" : named;
    const same = rows.some(({ pairing }) => pairing === "by-run")
      ? " The runs on both sides are the same, and each is compared with itself."
      : "";
    return {
      id,
      title: `${sideName(answer.a)} minus ${sideName(answer.b)}${units.size === 1 ? "" : apart}`,
      figure: comparisonFigure(ablation, answer, rows, { ...view, id }),
      caption: `a minus b${named}, the best for a first. ${varianceCaption(findings)}${same} ${runsCaption(sizes)} Every mark is hollow: nothing here was registered, and nothing is adjusted within a family.`,
      table: tableOf(subject, units.size === 1 ? "Differences" : `Differences${apart}`, rows, view),
      tidy: tidyOf(answer, rows),
      methods: [
        ...estimatorsOf(findings),
        ...(rows.some(({ qValue }) => qValue !== null) ? ["benjamini-hochberg"] : []),
      ],
    };
  });
}

import {
  type ComparisonRow,
  compareText,
  type EffectScale,
  type Finding,
  findingOn,
  type Target,
} from "@holdfast/core";
import {
  betterSign,
  contextOf,
  ROLE_TITLES,
  ROLES,
  roleOf,
  runsPair,
  type Subject,
  unitFor,
} from "../subject.js";
import { type Printed, printBareLevel, printDifference, printLogOdds, type Unit } from "../unit.js";

/** What of a comparison is shown: a scale, and a target where another than the usual one is asked for. */
export interface ComparisonView {
  readonly scale: EffectScale;
  /** null: of each row the one that is shown first. */
  readonly target: Target | null;
}

/** One row as figure and table show it. */
export interface ComparedRow {
  readonly row: ComparisonRow;
  readonly finding: Finding | undefined;
  readonly context: string;
  readonly levels: { readonly a: string; readonly b: string };
  /** null: not estimable. */
  readonly printed: Printed | null;
  /** What the numbers on the axis are multiplied by. */
  readonly factor: number;
  readonly runs: string;
}

export interface ComparedGroup {
  readonly title: string;
  /** `lower is better`, or null where the evals of the group differ. */
  readonly better: string | null;
  readonly rows: readonly ComparedRow[];
}

/** The finding of a row on what is shown. */
export function findingIn(row: ComparisonRow, { scale, target }: ComparisonView): Finding | undefined {
  return findingOn(row, scale, target ?? row.shownTarget);
}

function levelText(level: number | null, unit: Unit): string {
  return level === null ? "–" : printBareLevel(level, unit);
}

function comparedRow(subject: Subject, row: ComparisonRow, view: ComparisonView): ComparedRow {
  const finding = findingIn(row, view);
  const unit = unitFor(subject, row);
  const onLogOdds = view.scale === "log-odds";
  const estimated = finding?.status === "estimated" ? finding : null;
  return {
    ...{ row, finding, context: contextOf(subject, row, row.condition) },
    levels: { a: levelText(row.levels.a, unit), b: levelText(row.levels.b, unit) },
    printed:
      estimated === null ? null : onLogOdds ? printLogOdds(estimated) : printDifference(estimated, unit),
    factor: onLogOdds ? 1 : unit.factor,
    runs:
      estimated === null
        ? ""
        : estimated.n.runs === 0
          ? "–"
          : runsPair(estimated.n.runs, estimated.n.controlRuns),
  };
}

/** Rows by the role of their eval; within it the best for `a` first, what is not estimable last. */
export function comparedGroups(
  subject: Subject,
  rows: readonly ComparisonRow[],
  view: ComparisonView,
): ComparedGroup[] {
  const gain = ({ row, finding }: ComparedRow) =>
    finding?.status === "estimated" ? finding.estimate * betterSign(subject, row) : Number.NEGATIVE_INFINITY;
  return ROLES.flatMap((role): ComparedGroup[] => {
    const members = rows.filter((row) => roleOf(subject, row.eval) === role);
    if (members.length === 0) return [];
    const signs = new Set(members.map((row) => betterSign(subject, row)));
    const better = signs.size > 1 ? null : signs.has(-1) ? "lower is better" : "higher is better";
    const compared = members
      .map((row) => comparedRow(subject, row, view))
      .sort((left, right) => {
        const [one, other] = [gain(left), gain(right)];
        return one === other
          ? compareText(left.row.eval, right.row.eval) || compareText(left.context, right.context)
          : other - one;
      });
    return [{ title: ROLE_TITLES[role], better, rows: compared }];
  });
}

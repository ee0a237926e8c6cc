import {
  type Ablation,
  type ComparedSide,
  type ComparisonAnswer,
  type ComparisonRow,
  type Estimated,
  type Finding,
  findingOn,
} from "@holdfast/core";
import { formatCoverage, formatPEquation, formatQuantity } from "../format.js";
import { contextOf, momentPhrase, type Subject, subjectOf, unitFor } from "../subject.js";
import { printDifference, printLogOdds } from "../unit.js";

type Compared = Pick<ComparisonAnswer, "a" | "b" | "rows">;

/** `principles after sft`, `principles/0/0 at rl 200`: a side by its name and moment, without the steps it averages. */
export function sideName(side: ComparedSide): string {
  return `${side.name} ${sideMoment(side)}`;
}

/** `after sft`, `at rl 200`. */
export function sideMoment({ kind, stage, step }: Pick<ComparedSide, "kind" | "stage" | "step">): string {
  if (kind === "arm" && step === null) return `after ${stage}`;
  return `at ${stage}${step === null ? "" : ` ${step}`}`;
}

/** The finding that is shown first: the difference on the shown target, or log odds where only they are there. */
export function shownComparison(row: ComparisonRow): Finding | undefined {
  const difference = findingOn(row, "difference", row.shownTarget);
  const logOdds = findingOn(row, "log-odds", row.shownTarget);
  return difference?.status !== "estimated" && logOdds?.status === "estimated" ? logOdds : difference;
}

/** Whether the interval leaves 0 out. */
export function leavesZeroOut({ interval }: Estimated): boolean {
  if (interval === null || interval.unbounded) return false;
  return (interval.lower ?? Number.NEGATIVE_INFINITY) > 0 || (interval.upper ?? Number.POSITIVE_INFINITY) < 0;
}

function behind({ n, scope, target }: Estimated): string {
  const { runs, controlRuns } = n;
  const counted =
    runs > 0 && controlRuns !== null && controlRuns > 0
      ? `, ${runs} against ${formatQuantity(controlRuns, "run")}`
      : "";
  return `${counted}${scope === "recipe" && target === "suite-fixed" ? ", on these prompts only" : ""}`;
}

function standing(
  { interval, evidenceLevel, reason, scope, pValue }: Estimated,
  qValue: number | null,
): string {
  if (interval === null)
    return evidenceLevel === "point"
      ? "a point value alone has no interval"
      : (reason ?? "no interval could be stated");
  if (scope === "checkpoint") return "about these checkpoints only, not about the recipe";
  if (pValue === null) return reason ?? "no p-value could be stated";
  const among = qValue === null ? "" : `; ${formatPEquation(qValue).replace("p", "q")} among these rows`;
  return `exploratory, ${formatPEquation(pValue)} unadjusted${among}`;
}

/** One row in a plain sentence: the difference with its interval, its runs, and that nothing of it was registered. */
export function comparisonSentence(
  subject: Subject,
  { a, b }: Pick<Compared, "a" | "b">,
  row: ComparisonRow,
): string {
  const context = contextOf(subject, row, row.condition);
  const about = `${sideName(a)} minus ${sideName(b)} on ${row.eval}${context === "" ? "" : ` (${context})`}`;
  const finding = shownComparison(row);
  if (finding === undefined) return `${about} was not asked for.`;
  if (finding.status === "not-estimable") return `${about} is not estimable, because ${finding.reason}.`;
  const onLogOdds = finding.scale === "log-odds";
  const printed = onLogOdds ? printLogOdds(finding) : printDifference(finding, unitFor(subject, row));
  const level = finding.interval?.level;
  const coverage = level === undefined || level === 0.95 ? "" : ` at ${formatCoverage(level)}`;
  const interval = printed.interval === null ? "" : ` ${printed.interval}${coverage}`;
  return `${about} is ${printed.spoken}${onLogOdds ? " in log odds" : ""}${interval}${behind(finding)}; ${standing(finding, row.qValue)}.`;
}

/** Where a moment is the mean of several checkpoints: of which, once for both sides where they are the same. */
function stepsSentence({ a, b, rows }: Compared): string[] {
  const sides = (["a", "b"] as const).flatMap((at) => {
    const several = rows.map(({ steps }) => steps[at]).find((steps) => steps.length > 1);
    const side = at === "a" ? a : b;
    if (several === undefined) return [];
    return [{ name: sideName(side), phrase: momentPhrase({ stage: side.stage, steps: several }) }];
  });
  const [one, other] = sides;
  if (one !== undefined && one.phrase === other?.phrase) return [`Both sides are at ${one.phrase}.`];
  return sides.map(({ name, phrase }) => `${name} stands for ${phrase}.`);
}

function pairingSentence({ a, b, rows }: Compared): string[] {
  if (rows.some(({ pairing }) => pairing === "by-run"))
    return ["The same runs stand on both sides: each is compared with itself."];
  if (rows.some(({ pairing }) => pairing === "by-seed"))
    return ["Runs are paired by their seed, as the plan says."];
  return a.stage === b.stage || a.arm !== b.arm
    ? []
    : ["Too few runs stand on both sides to be paired: they are taken for independent."];
}

/** Two sides in words: how many rows differ and that none was registered, whose runs they are, then each row. */
export function comparisonSentences(ablation: Ablation, compared: Compared): string[] {
  const { a, b, rows } = compared;
  const subject = subjectOf(ablation);
  const title = `${sideName(a)} against ${sideName(b)}`;
  if (rows.length === 0) return [`${title}: neither side was scored on anything there.`];
  const estimated = rows.flatMap((row) => {
    const finding = shownComparison(row);
    return finding?.status === "estimated" ? [finding] : [];
  });
  const differ = estimated.filter(leavesZeroOut).length;
  const checkpoints = estimated.filter(({ scope }) => scope === "checkpoint").length;
  const compare = `${formatQuantity(rows.length, "comparison")}${estimated.length === rows.length ? "" : `, ${estimated.length} of them estimable`}`;
  const outcome =
    estimated.length === 0
      ? "nothing can be said"
      : `${differ === 0 ? "no interval leaves" : differ === 1 ? "one interval leaves" : `${differ} intervals leave`} 0 out`;
  return [
    `${title}: ${compare}; ${outcome}. This is exploratory: no registered family holds it, and nothing is adjusted for having looked.`,
    ...(checkpoints === 0
      ? []
      : [
          checkpoints === estimated.length
            ? "At least one side is a single run: the numbers are about these checkpoints only, not about the recipe."
            : "Where a side is a single run, the number is about these checkpoints only.",
        ]),
    ...pairingSentence(compared),
    ...stepsSentence(compared),
    ...rows.map((row) => comparisonSentence(subject, compared, row)),
  ];
}

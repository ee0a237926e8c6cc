import type { EvidenceNote } from "./report-carrier.js";
import type { ReportFile } from "./report-file.js";
import type { ChangedNumber } from "./report-verification.js";
import type { TidyColumn, TidyRow, TidyValue } from "./tidy-row.js";

/** What a row is about: the same in an old report and in a new one. */
const ABOUT = [
  ...(["quantity", "arm", "control", "eval", "metric", "condition", "judge", "stage", "steps"] as const),
  ...(["fromStage", "fromSteps", "fromCondition", "about", "scale", "target", "excluded"] as const),
] as const satisfies readonly TidyColumn[];

/** What it says. */
const SAID = [
  ...(["status", "estimate", "standardError", "df", "lower", "upper", "level", "setKind"] as const),
  ...(["pValue", "pAdjusted", "qValue", "stands", "verdict", "shown", "scope", "evidenceLevel"] as const),
  ...(["runs", "controlRuns", "prompts", "samples", "clusters", "estimator", "family"] as const),
] as const satisfies readonly TidyColumn[];

/** Machines differ in the last digits of a logarithm; nothing that is printed does. */
const CLOSE = 1e-9;

const isSame = (before: TidyValue, after: TidyValue) =>
  before === after ||
  (typeof before === "number" &&
    typeof after === "number" &&
    Math.abs(before - after) <= CLOSE * Math.max(1e-3, Math.abs(before), Math.abs(after)));

/** Rows by what they are about; of several alike, the first is the first. */
function byAbout(rows: readonly TidyRow[]): Map<string, TidyRow> {
  const counts = new Map<string, number>();
  return new Map(
    rows.map((row) => {
      const key = JSON.stringify(ABOUT.map((column) => valueAt(row, column)));
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      return [`${key}${count}`, row];
    }),
  );
}

function valueAt(row: TidyRow, column: TidyColumn): TidyValue {
  const value = row[column] ?? null;
  return value === "" || (column === "excluded" && value === "without") ? null : value;
}

/** A finding in words: `lead of advice over control on blackmail@1 after sft (difference, prompt-general)`. */
export function findingText(row: TidyRow): string {
  const { quantity, arm, control, eval: id, stage, fromStage, judge, metric } = row;
  const { condition, about, scale, target, steps, excluded } = row;
  const place = [
    ...(metric === undefined || metric === null || metric === "score" ? [] : [metric]),
    ...(condition === undefined || condition === null || condition === "{}" ? [] : [condition]),
    ...(judge === undefined || judge === null || judge === "rule" ? [] : [`judge ${judge}`]),
    ...(steps === undefined || steps === null || steps === "end" ? [] : [`step ${steps}`]),
    ...[scale, target].filter((part) => part !== null && part !== undefined),
    ...(excluded === "with" ? ["with what was set aside"] : []),
  ];
  const has = (value: TidyValue | undefined) => value !== null && value !== undefined && value !== "";
  return [
    String(quantity ?? "number").replaceAll("-", " "),
    has(about) ? `(${about})` : "",
    has(arm) ? `of ${arm}` : "",
    has(control) ? `over ${control}` : "",
    has(id) ? `on ${id}` : "",
    has(fromStage) ? `from ${fromStage} to ${stage}` : has(stage) ? `after ${stage}` : "",
    place.length === 0 ? "" : `(${place.join(", ")})`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const sum = (notes: readonly EvidenceNote[], of: "runs" | "outcomes" | "corrected" | "excluded") =>
  notes.reduce((total, note) => total + note[of], 0);

/** What changed in the evidence behind a row, as far as both files tell. */
function evidenceWhy(row: TidyRow, old: ReportFile, fresh: ReportFile): string | null {
  if (old.evidence === null || fresh.evidence === null) return null;
  const behind = (notes: readonly EvidenceNote[]) =>
    notes.filter(
      (note) =>
        (row.arm === undefined || row.arm === null || note.arm === row.arm || note.arm === row.control) &&
        (row.eval === undefined || row.eval === null || note.eval === row.eval || note.eval === row.about),
    );
  const [before, after] = [behind(old.evidence), behind(fresh.evidence)];
  const grew = (of: "runs" | "outcomes" | "corrected" | "excluded", said: (more: number) => string) => {
    const more = sum(after, of) - sum(before, of);
    return more === 0 ? [] : [said(more)];
  };
  const many = (count: number, noun: string) =>
    `${Math.abs(count)} ${noun}${Math.abs(count) === 1 ? "" : "s"}`;
  const causes = [
    ...grew("corrected", (more) => (more > 0 ? `${many(more, "outcome")} corrected since` : "")),
    ...grew("outcomes", (more) => `${many(more, "outcome")} ${more > 0 ? "recorded" : "fewer"} since`),
    ...grew("runs", (more) => `${many(more, "run")} ${more > 0 ? "more" : "fewer"}`),
    ...grew("excluded", (more) => `${many(more, "outcome")} ${more > 0 ? "set aside" : "readmitted"} since`),
  ].filter((cause) => cause !== "");
  return causes.length === 0 ? null : causes.join("; ");
}

/** Why a number of an old report is another one now, where the record tells it. */
function whyOf(row: TidyRow, old: ReportFile, fresh: ReportFile): string | null {
  if (old.inputsFingerprint === fresh.inputsFingerprint) {
    if (old.methods !== null && old.methods === fresh.methods)
      return "the inputs and the methods are the same, so the file was changed after it was written";
    return old.methods === null
      ? "the inputs are the same: the file was changed, or other methods made it"
      : "the inputs are the same; other methods made it";
  }
  const evidence = evidenceWhy(row, old, fresh);
  if (evidence !== null) return evidence;
  if (old.revision !== null && fresh.revision !== null && old.revision !== fresh.revision)
    return `the plan was amended since (revision ${old.revision}, now ${fresh.revision})`;
  return old.evidence === null
    ? "the inputs changed since"
    : "the inputs changed since, though not the evidence on this eval: a plan, a family or an intervention";
}

/** The numbers of `old` that are others in `fresh`, and the findings that `old` does not have. */
export function changedNumbers(
  old: ReportFile & { readonly rows: readonly TidyRow[] },
  fresh: ReportFile & { readonly rows: readonly TidyRow[] },
): { readonly same: number; readonly changes: readonly ChangedNumber[]; readonly added: readonly string[] } {
  const [before, after] = [byAbout(old.rows), byAbout(fresh.rows)];
  const changes: ChangedNumber[] = [];
  let same = 0;
  for (const [key, row] of before) {
    const now = after.get(key);
    const finding = findingText(row);
    const why = () => whyOf(row, old, fresh);
    if (now === undefined) {
      changes.push({ finding, number: "estimate", before: row.estimate ?? null, after: null, why: why() });
      continue;
    }
    const others = SAID.filter((column) => !isSame(row[column] ?? null, now[column] ?? null));
    if (others.length === 0) same += 1;
    for (const number of others)
      changes.push({ finding, number, before: row[number] ?? null, after: now[number] ?? null, why: why() });
  }
  const added = [...after].filter(([key]) => !before.has(key)).map(([, row]) => findingText(row));
  return { same, changes, added };
}

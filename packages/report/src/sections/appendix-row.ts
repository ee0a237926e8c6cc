import { ConditionSchema, formatCondition, primaryMetric, type TidyRow } from "@holdfast/core";
import type { Cell } from "../document.js";
import { formatBare, formatPValue, formatQuantity, formatRatioSet, formatShare } from "../format.js";
import { type Subject, unitFor } from "../subject.js";
import { muted, NOTHING, nowrap } from "../table.js";
import { printDifference, type Unit } from "../unit.js";

const BARE: Unit = { factor: 1, levelSuffix: "", difference: "" };
const POINTS: Unit = { factor: 100, levelSuffix: "%", difference: "points" };

/** Shares of a lead, and probabilities: printed in percent. */
const SHARES: ReadonlySet<string> = new Set([
  ...["retained", "retained-limits", "retained-area", "transfer", "shrunken-retained"],
  ...["probability-best", "judge-agreement"],
]);

/** Shares of an eval's scale, whatever its unit. */
const OF_SCALE = /^(gap|suites-|new-suite)/;

/** Numbers without the metric's unit. */
const OWN_UNIT =
  /^(half-life|ed50|dose-any|dose-check|dose-for-share|elasticity|extra-tokens|efficiency-ratio|tokens-to-|correlation-|judge-alpha|judge-gwet|cohens-h|hedges-g|risk-ratio)/;

const text = (value: TidyRow[keyof TidyRow]): string =>
  value === null || value === undefined ? "" : String(value);
const number = (value: TidyRow[keyof TidyRow]): number | null => (typeof value === "number" ? value : null);

/** The unit in which a row's numbers are printed. */
function unitOfRow(subject: Subject, row: TidyRow): Unit {
  const quantity = text(row.quantity);
  if (row.scale === "log-odds" || OWN_UNIT.test(quantity)) return BARE;
  if (SHARES.has(quantity) || OF_SCALE.test(quantity)) return POINTS;
  return unitFor(subject, { eval: text(row.eval), metric: text(row.metric), judge: text(row.judge) });
}

/** A set of shares or ratios, which may have a hole or no end. */
function setText({ setKind, lower, upper, level }: TidyRow): string | null {
  if (setKind === "interval" || setKind === "exclusive" || setKind === "half-line" || setKind === "unbounded")
    return formatRatioSet({
      ...{ kind: setKind, lower: number(lower), upper: number(upper), level: number(level) ?? 0 },
    });
  return null;
}

/** The estimate and what stands beside it. */
function valueTexts(subject: Subject, row: TidyRow): readonly [estimate: string, beside: string] {
  const { estimate, lower, upper, level, setKind, quantity } = row;
  const unit = unitOfRow(subject, row);
  const point = number(estimate);
  const set = setText(row);
  if (set !== null && SHARES.has(text(quantity)))
    return [point === null ? "no point" : formatShare(point), set];
  const hasEnds = (number(lower) ?? number(upper)) !== null;
  if (point === null) {
    const ends = [number(lower), number(upper)].map((end) =>
      end === null ? "–" : formatBare(end * unit.factor),
    );
    return ["–", set ?? (hasEnds ? `[${ends.join(", ")}]` : "–")];
  }
  const interval =
    hasEnds && (set === null || setKind === "interval")
      ? { lower: number(lower), upper: number(upper), level: number(level) ?? 0, unbounded: false }
      : null;
  const printed = printDifference({ estimate: point, interval }, unit);
  return [printed.value, printed.interval ?? set ?? "–"];
}

const NAMES: Readonly<Record<string, string>> = {
  "lead-from": "lead before",
  "lead-to": "lead after",
  "lead-alternative": "lead by another method",
  "retained-limits": "share claimed at least, excluded above",
  course: "lead",
  "course-band": "simultaneous band",
  transfer: "share that transfers",
  share: "Shapley share",
  "share-owen": "Owen share",
};

/** What a row is about apart from quantity, scale and target: rows that agree in it share a row of the appendix. */
export function placeOf(row: TidyRow): string {
  const { arm, control, about, eval: id, metric, stage, steps, fromStage, fromSteps } = row;
  const { fromCondition, condition, judge } = row;
  return JSON.stringify([
    ...[arm, control, about, id, metric, stage, steps, fromStage, fromSteps, fromCondition, condition, judge],
  ]);
}

const TARGETS: Readonly<Record<string, string>> = {
  "suite-fixed": "these prompts",
  "prompt-general": "new prompts",
};

function nameOf({ quantity, scale, target }: TidyRow): string {
  const name = NAMES[text(quantity)] ?? text(quantity).replaceAll("-", " ");
  const more = [scale === "log-odds" ? "log odds" : "", TARGETS[text(target)] ?? ""].filter(
    (part) => part !== "",
  );
  return more.length === 0 ? name : `${name}, ${more.join(", ")}`;
}

function adjustedText({ pAdjusted, qValue }: TidyRow): string {
  const [adjusted, q] = [number(pAdjusted), number(qValue)];
  if (adjusted !== null) return formatPValue(adjusted);
  return q === null ? "–" : `q ${formatPValue(q)}`;
}

/** The condition as people read it; a table's own key is its canonical form. */
function conditionText(key: string): string {
  if (key === "" || key === "{}") return "";
  const condition = ConditionSchema.safeParse(JSON.parse(key));
  return condition.success ? formatCondition(condition.data) : key;
}

function runsCell(rows: readonly TidyRow[]): Cell {
  const { runs, controlRuns } = rows.find((row) => typeof row.runs === "number") ?? {};
  if (typeof runs !== "number" || (runs === 0 && (controlRuns ?? 0) === 0)) return NOTHING;
  return typeof controlRuns === "number" ? `${runs} v ${controlRuns}` : `${runs}`;
}

/** A row of the appendix: of what, on what, and each number of it on a line of its own. What could not be estimated is counted. */
export function appendixCells(subject: Subject, all: readonly TidyRow[]): Cell[] {
  const [first = {}] = all;
  const rows = all.filter(({ status }) => status !== "not-estimable");
  const [failed, ...others] = all.filter(({ status }) => status === "not-estimable");
  const without = failed === undefined ? 0 : others.length + 1;
  const left = failed === undefined || others.length > 0 ? formatQuantity(without, "number") : nameOf(failed);
  const end = (text: string): string[] => (without === 0 ? [] : [text]);
  const { arm, control, about, eval: id, stage, fromStage, steps, condition, judge, metric } = first;
  const who = [
    ...(text(arm) === "" ? [] : [nowrap(text(arm))]),
    ...(text(control) === "" ? [] : [muted(`v ${text(control)}`)]),
    ...(text(about) === "" ? [] : [muted(text(about))]),
  ];
  const when = text(fromStage) === "" ? text(stage) : `${text(fromStage)} to ${text(stage)}`;
  const at = text(steps) === "" || text(steps) === "end" ? when : `${when}, step ${text(steps)}`;
  const known = text(id) === "" ? undefined : subject.evals.get(text(id));
  const under = [
    at,
    known === undefined || text(metric) === primaryMetric(known).name ? "" : text(metric),
    conditionText(text(condition)),
    text(judge) === "rule" ? "" : text(judge),
  ].filter((part) => part !== "");
  const values = rows.map((row) => valueTexts(subject, row));
  const p = rows.map(({ pValue }) => number(pValue));
  return [
    who.length === 0 ? NOTHING : { lines: who },
    { lines: [...(text(id) === "" ? [] : [text(id)]), ...under.map((one) => muted(one))] },
    { lines: [...rows.map(nameOf), ...end(left)] },
    { lines: [...values.map(([estimate]) => estimate), ...end("not estimable")] },
    { lines: [...values.map(([, interval]) => interval), ...end("–")] },
    { lines: [...p.map((value) => (value === null ? "–" : formatPValue(value))), ...end("–")] },
    { lines: [...rows.map(adjustedText), ...end("–")] },
    runsCell(all),
    { lines: [...new Set(rows.map(({ estimator }) => text(estimator)))].filter((name) => name !== "") },
  ];
}

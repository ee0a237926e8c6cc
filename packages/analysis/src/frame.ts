/**
 * The tidy face of an analysis: findings and evidence as DataFrames, grouped, pivoted and as CSV.
 * The only file that imports danfo, whose traps it keeps from callers: NaN poisons its group, so rows without a
 * number are counted and left out before grouping; several keys are joined by dashes, so groups are numbered
 * first; its CSV does not quote.
 *
 * @module
 */
import { type Ablation, type Analysis, type Evidence, HoldfastError } from "@holdfast/core";
import danfo from "danfojs-node";
import { evidenceTable } from "./frames/evidence-table.js";
import { findingRows } from "./frames/finding-rows.js";
import type { Row } from "./frames/row.js";

type DataFrame = InstanceType<typeof danfo.DataFrame>;
type Cell = Row[string];

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** Columns with a missing number hold NaN, columns with a missing text hold ""; the rest is as it was. */
function frameCells(values: readonly Cell[]): (string | number | boolean)[] {
  const numeric = values.every((value) => value === null || typeof value === "number");
  return values.map((value) => value ?? (numeric ? Number.NaN : ""));
}

function frameOf(rows: readonly Row[]): DataFrame {
  const columns = columnsOf(rows).map(
    (name) => [name, frameCells(rows.map((row) => row[name] ?? null))] as const,
  );
  return new danfo.DataFrame(Object.fromEntries(columns));
}

/** One outcome a row; see `evidenceTable` for the columns. Missing numbers are NaN, missing texts empty. */
export function evidenceFrame(evidence: Evidence): DataFrame {
  return frameOf(evidenceTable(evidence));
}

/** One finding a row, with the factors of its arm as columns. Missing numbers are NaN, missing texts empty. */
export function findingsFrame(analysis: Pick<Analysis, "effects">, ablation: Ablation): DataFrame {
  return frameOf(findingRows(analysis, ablation));
}

function checkKeys(rows: readonly Row[], ablation: Ablation, keys: readonly string[]): void {
  const known = rows.length === 0 ? [...keys] : columnsOf(rows);
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown === undefined) return;
  throw new HoldfastError({
    code: "unknown-name",
    message: `findings have no column \`${unknown}\`.`,
    place: { key: "groupBy" },
    remedy: `Group by ${["factor", "role", "relation", "stage", "eval", "arm", ...ablation.factors.map(({ name }) => name)].join(", ")}, or another column of the findings.`,
  });
}

function numberFrom(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** Mean, least and greatest estimate of each group number, by danfo; groups without an estimate are absent. */
function summarise(
  groups: readonly number[],
  estimates: readonly number[],
): Map<number, { mean: number | null; least: number | null; greatest: number | null }> {
  if (groups.length === 0) return new Map();
  const frame = new danfo.DataFrame({ group: [...groups], estimate: [...estimates] });
  const answer = frame.groupby(["group"]).agg({ estimate: ["mean", "min", "max"] });
  const column = (name: string): unknown[] => {
    const values: ArrayLike<unknown> = answer.column(name).values;
    return Array.from(values);
  };
  const [numbers, means, least, greatest] = [
    column("group"),
    column("estimate_mean"),
    column("estimate_min"),
    column("estimate_max"),
  ];
  return new Map(
    numbers.map((number, index) => [
      Number(number),
      {
        mean: numberFrom(means[index]),
        least: numberFrom(least[index]),
        greatest: numberFrom(greatest[index]),
      },
    ]),
  );
}

/**
 * The shown leads, one record a group: how many comparisons, how many are estimable, how many stand, and the mean,
 * least and greatest estimate in the metric's own unit. A description, not a test.
 *
 * @param keys columns of {@link findingsFrame}, such as `factor`, `role`, `relation`, `stage`, `eval`
 * @throws HoldfastError `unknown-name` for a key that is no column
 */
export function groupFindings(
  analysis: Pick<Analysis, "effects">,
  ablation: Ablation,
  keys: readonly string[],
): Record<string, Cell>[] {
  const rows = findingRows(analysis, ablation);
  checkKeys(rows, ablation, keys);
  const shown = rows.filter((row) => row.shown === true);
  const numbers = new Map<string, number>();
  const groupOf = shown.map((row) => {
    const key = JSON.stringify(keys.map((name) => row[name] ?? null));
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
  const estimated = shown.flatMap((row, index) =>
    typeof row.estimate === "number" ? [{ group: groupOf[index] ?? 0, estimate: row.estimate }] : [],
  );
  const summaries = summarise(
    estimated.map(({ group }) => group),
    estimated.map(({ estimate }) => estimate),
  );
  return [...numbers.values()].map((number) => {
    const members = shown.filter((_, index) => groupOf[index] === number);
    const summary = summaries.get(number);
    return {
      ...Object.fromEntries(keys.map((name) => [name, members[0]?.[name] ?? null])),
      comparisons: members.length,
      estimated: members.filter(({ estimable }) => estimable === true).length,
      standing: members.filter(({ stands }) => stands === true).length,
      meanEstimate: summary?.mean ?? null,
      leastEstimate: summary?.least ?? null,
      greatestEstimate: summary?.greatest ?? null,
    };
  });
}

/**
 * The shown leads as a table of two keys: one record a value of `rows`, one column a value of `columns`, mean
 * estimates in the cells, null where there is none.
 *
 * @throws HoldfastError `unknown-name` for a key that is no column
 */
export function pivotFindings(
  analysis: Pick<Analysis, "effects">,
  ablation: Ablation,
  by: { readonly rows: string; readonly columns: string },
): Record<string, Cell>[] {
  const groups = groupFindings(analysis, ablation, [by.rows, by.columns]);
  const across = [...new Set(groups.map((group) => String(group[by.columns] ?? "")))];
  const down = new Map<string, Record<string, Cell>>();
  for (const group of groups) {
    const label = group[by.rows] ?? null;
    const record = down.get(String(label)) ?? {
      [by.rows]: label,
      ...Object.fromEntries(across.map((name) => [name, null])),
    };
    record[String(group[by.columns] ?? "")] = group.meanEstimate ?? null;
    down.set(String(label), record);
  }
  return [...down.values()];
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined || (typeof value === "number" && !Number.isFinite(value)))
    return "";
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A frame, or records, as CSV (RFC 4180, LF): quoted where needed, empty where missing. */
export function toCsv(table: DataFrame | readonly Readonly<Record<string, Cell>>[]): string {
  const columns = table instanceof danfo.DataFrame ? table.columns : columnsOf(table);
  const cells =
    table instanceof danfo.DataFrame
      ? table.values.map((row) => (Array.isArray(row) ? row : [row]))
      : table.map((row) => columns.map((name) => row[name] ?? null));
  return [columns, ...cells].map((row) => `${row.map(csvCell).join(",")}\n`).join("");
}

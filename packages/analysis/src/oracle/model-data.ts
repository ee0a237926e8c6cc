import { z } from "zod";
import type { Column } from "../linear/design-matrix.js";
import { type Formula, parseFormula } from "../linear/formula.js";

/** The data of a model's case: equally long columns by name, a formula where it has one, and settings by name. */
export interface ModelData {
  readonly columns: Readonly<Record<string, Column>>;
  readonly formula: string | undefined;
  readonly settings: Readonly<Record<string, unknown>>;
}

const CellSchema = z.union([z.number(), z.string(), z.boolean()]).nullable();

/** A list of one kind stays as it is; of several kinds, it is read as labels. */
function columnOf(values: readonly (number | string | boolean)[]): Column {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length === values.length) return numbers;
  const truths = values.filter((value) => typeof value === "boolean");
  return truths.length === values.length ? truths : values.map(String);
}

/** Reads the inputs of a case that fits a model: whatever is a list is a column. Rows with a gap are left out. */
export const ModelDataSchema = z.record(z.string(), z.unknown()).transform((inputs): ModelData => {
  const lists = new Map<string, readonly (number | string | boolean | null)[]>();
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs)) {
    const list = z.array(CellSchema).safeParse(value);
    if (list.success) lists.set(name, list.data);
    else if (name !== "formula") settings[name] = value;
  }
  const gaps = new Set<number>();
  for (const list of lists.values()) {
    list.forEach((value, row) => {
      if (value === null) gaps.add(row);
    });
  }
  const columns = Object.fromEntries(
    [...lists].map(([name, list]) => {
      const kept = list.flatMap((value, row) => (value === null || gaps.has(row) ? [] : [value]));
      return [name, columnOf(kept)] as const;
    }),
  );
  return { columns, formula: z.string().optional().parse(inputs.formula), settings };
});

/** The case's formula; without one, `usual` (or y, where there is no such column) on all columns but those named. */
export function formulaOf(
  { columns, formula }: ModelData,
  usual: string,
  notCovariates: readonly string[],
): Formula {
  const response = usual in columns ? usual : "y";
  if (formula !== undefined) {
    const parsed = parseFormula(formula);
    return parsed.response === "" ? { ...parsed, response } : parsed;
  }
  const covariates = Object.keys(columns).filter(
    (name) => name !== response && !notCovariates.includes(name),
  );
  return {
    response,
    hasIntercept: true,
    terms: covariates.map((name) => [name]),
    randomIntercepts: [],
  };
}

/** A column as numbers. Throws RangeError where there is none. */
export function numbersOf({ columns }: ModelData, name: string): Float64Array {
  const column = columns[name];
  if (column === undefined) throw new RangeError(`no column ${name}`);
  return Float64Array.from(column, Number);
}

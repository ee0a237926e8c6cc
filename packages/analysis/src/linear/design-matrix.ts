import { Matrix } from "ml-matrix";
import type { Formula } from "./formula.js";

/** A named column of the data: numbers (or 0/1), or labels, which become indicators of all levels but the first. */
export type Column = readonly number[] | readonly string[] | readonly boolean[] | Float64Array;

/** The columns of a linear predictor with their names, intercept first. */
export interface DesignMatrix {
  readonly matrix: Matrix;
  readonly names: readonly string[];
}

interface Coded {
  readonly name: string;
  readonly values: Float64Array;
}

function isNumeric(value: unknown): value is number {
  return typeof value === "number";
}

/** Levels in a fixed order: numbers by size, texts by code unit. */
export function levelsOf(column: Column): readonly (number | string | boolean)[] {
  const levels = [...new Set<number | string | boolean>(column)];
  return levels.toSorted((one, other) =>
    isNumeric(one) && isNumeric(other) ? one - other : String(one) < String(other) ? -1 : 1,
  );
}

function coded(variable: string, columns: Readonly<Record<string, Column>>): Coded[] {
  const asFactor = /^(?:factor|C)\((.+)\)$/u.exec(variable);
  const column = columns[asFactor?.[1] ?? variable];
  if (column === undefined) throw new RangeError(`no column ${variable}`);
  const values = [...column];
  if (asFactor === null && values.every((value) => typeof value !== "string")) {
    return [{ name: variable, values: Float64Array.from(values, Number) }];
  }
  return levelsOf(column)
    .slice(1)
    .map((level) => ({
      name: `${variable}${String(level)}`,
      values: Float64Array.from(values, (value) => (value === level ? 1 : 0)),
    }));
}

/**
 * Builds the design matrix of a formula's fixed part: main effects before interactions, treatment coding for labels.
 * Throws RangeError where a variable has no column.
 *
 * @param columns columns by variable name, all of one length
 * @param rows that length, needed where the formula has the intercept alone
 */
export function designMatrix(
  formula: Pick<Formula, "hasIntercept" | "terms">,
  columns: Readonly<Record<string, Column>>,
  rows: number,
): DesignMatrix {
  const built: Coded[] = formula.hasIntercept
    ? [{ name: "(Intercept)", values: new Float64Array(rows).fill(1) }]
    : [];
  for (const term of formula.terms) {
    let products: Coded[] = [];
    for (const variable of term) {
      const pieces = coded(variable, columns);
      products =
        products.length === 0
          ? pieces
          : pieces.flatMap((piece) =>
              products.map((product) => ({
                name: `${product.name}:${piece.name}`,
                values: product.values.map((value, row) => value * (piece.values[row] ?? 0)),
              })),
            );
    }
    built.push(...products);
  }
  const matrix = new Matrix(rows, built.length);
  built.forEach(({ values }, index) => {
    matrix.setColumn(index, values);
  });
  return { matrix, names: built.map(({ name }) => name) };
}

/** Number of each row's group, 0, 1, ... in order of first appearance; several columns give their combinations. */
export function groupNumbers(columns: readonly Column[], rows: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const key = JSON.stringify(columns.map((column) => column[row]));
    const found = known.get(key) ?? known.size;
    known.set(key, found);
    return found;
  });
}

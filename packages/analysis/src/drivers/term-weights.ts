import { dot } from "../numeric/dot.js";

/** The least-squares coefficients of a linear model as weights over its rows. */
export interface TermWeights {
  /** For each column, the weights whose products with the responses add up to its coefficient; null where it adds nothing to earlier columns. */
  readonly weights: readonly (Float64Array | null)[];
  /** Orthonormal columns in the same order: (q y)^2 is what a column explains beyond those before it. */
  readonly orthonormal: readonly (Float64Array | null)[];
  readonly rank: number;
}

/** A column whose part perpendicular to the earlier ones is shorter than this share of it is a combination of them. */
const DEPENDENT = 1e-9;

function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let row = 0; row < from.length; row += 1) from[row] = (from[row] ?? 0) - times * (what[row] ?? 0);
}

/**
 * Question: which combination of the rows estimates each coefficient of a linear model?
 * Model: y = X b, rows independent with variance 1 / size.
 * Formula: QR of sqrt(size) X by Gram-Schmidt, each column orthogonalised twice; weights = R^-1 Q'. Columns that are
 *   combinations of earlier ones are left out, so the order of the columns says what is aliased with what.
 * Units: none.
 * Not estimable when: a column depends on earlier ones: its weights are null.
 * Source: Bjorck 1967; Giraud, Langou and Rozloznik 2005 (twice is enough).
 * Checked against: R 4.2.2 `lm`, `anova`.
 *
 * @param sizes weight of each row, such as its number of runs; 1 without it
 */
export function termWeights(columns: readonly Float64Array[], sizes?: Float64Array): TermWeights {
  const roots = sizes?.map(Math.sqrt);
  const orthonormal: (Float64Array | null)[] = [];
  const upper: Float64Array[] = [];
  for (const column of columns) {
    const rest = column.map((value, row) => value * (roots?.[row] ?? 1));
    const length = Math.sqrt(dot(rest, rest));
    const entries = new Float64Array(columns.length);
    for (let pass = 0; pass < 2; pass += 1) {
      orthonormal.forEach((earlier, index) => {
        if (earlier === null) return;
        const product = dot(earlier, rest);
        entries[index] = (entries[index] ?? 0) + product;
        subtract(rest, earlier, product);
      });
    }
    const left = Math.sqrt(dot(rest, rest));
    const independent = left > DEPENDENT * length;
    entries[orthonormal.length] = independent ? left : 0;
    orthonormal.push(independent ? rest.map((value) => value / left) : null);
    upper.push(entries);
  }
  const weights: (Float64Array | null)[] = columns.map(() => null);
  for (let index = columns.length - 1; index >= 0; index -= 1) {
    const own = orthonormal[index];
    if (own === undefined || own === null) continue;
    const found = own.slice();
    for (let later = index + 1; later < columns.length; later += 1) {
      const other = weights[later];
      if (other !== undefined && other !== null) subtract(found, other, upper[later]?.[index] ?? 0);
    }
    const pivot = upper[index]?.[index] ?? 1;
    weights[index] = found.map((value) => value / pivot);
  }
  return {
    weights: weights.map((found) => found?.map((value, row) => value * (roots?.[row] ?? 1)) ?? null),
    orthonormal,
    rank: orthonormal.filter((column) => column !== null).length,
  };
}

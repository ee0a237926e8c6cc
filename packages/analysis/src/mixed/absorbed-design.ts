import type { Matrix } from "ml-matrix";
import { type AbsorbedClass, absorbedClasses } from "./absorbed-classes.js";
import { levelCount } from "./level-count.js";
import { addPackedProduct } from "./packed-product.js";

/**
 * Sums of squares and products that every value of the variance ratios is evaluated from. Matrices are symmetric and
 * packed: the lower triangle, row by row.
 */
export interface AbsorbedDesign {
  /** Columns of the products: levels of the outer groupings, then of X, then y. */
  readonly size: number;
  readonly rows: number;
  readonly fixed: number;
  /** Which grouping each outer level belongs to. */
  readonly outer: Int32Array;
  /** Index of the grouping that is absorbed, and of the one nested in it; -1 where there is none. */
  readonly absorbed: number;
  readonly nested: number;
  readonly base: Float64Array;
  /** Nested levels of equal size: u u' summed, u being the columns' sums within a level. */
  readonly levels: readonly {
    readonly rows: number;
    readonly count: number;
    readonly products: Float64Array;
  }[];
  /** Absorbed levels with the same sizes of nested levels. */
  readonly classes: readonly AbsorbedClass[];
}

/** True when every level of `inner` lies within one level of `outer`. */
function isNested(inner: Int32Array, outer: Int32Array): boolean {
  const parent = new Int32Array(levelCount(inner)).fill(-1);
  return inner.every((level, row) => {
    const own = outer[row] ?? 0;
    if (parent[level] === -1) parent[level] = own;
    return parent[level] === own;
  });
}

/** The grouping to absorb, and one nested in it, that leave the fewest levels to factorise. */
export function chooseAbsorbed(groups: readonly Int32Array[]): {
  readonly absorbed: number;
  readonly nested: number;
} {
  const counts = groups.map(levelCount);
  let best = { absorbed: 0, nested: -1, gain: -1 };
  groups.forEach((outer, absorbed) => {
    const own = counts[absorbed] ?? 0;
    if (own > best.gain) best = { absorbed, nested: -1, gain: own };
    groups.forEach((inner, nested) => {
      const gain = own + (counts[nested] ?? 0);
      if (nested !== absorbed && gain > best.gain && isNested(inner, outer))
        best = { absorbed, nested, gain };
    });
  });
  return best;
}

/**
 * Gathers what the likelihood of a model with crossed random intercepts needs, so that evaluating it costs no pass
 * over the rows: one large grouping (prompts) and one nested in it (arm by prompt) are absorbed in closed form, and
 * their levels are kept only as sums over levels of the same size.
 *
 * @param x design, columns orthonormal
 * @param y response
 * @param groups level of each row for each random intercept, numbered from 0
 */
export function absorbDesign(x: Matrix, y: Float64Array, groups: readonly Int32Array[]): AbsorbedDesign {
  const { absorbed, nested } = chooseAbsorbed(groups);
  const outerGroups = groups.flatMap((group, index) =>
    index === absorbed || index === nested ? [] : [{ group, index, levels: levelCount(group) }],
  );
  const outer = Int32Array.from(
    outerGroups.flatMap(({ index, levels }) => new Array<number>(levels).fill(index)),
  );
  const fixed = x.columns;
  const size = outer.length + fixed + 1;
  const base = new Float64Array((size * (size + 1)) / 2);
  const top = groups[absorbed] ?? new Int32Array(y.length);
  const inner = groups[nested] ?? top;
  const levels = levelCount(inner);
  const sums = Array.from({ length: levels }, () => new Float64Array(size));
  const rowsOf = new Int32Array(levels);
  const parentOf = new Int32Array(levels);
  // A row is 0 in all outer levels but one of each grouping: only the others are walked through.
  const places = new Int32Array(outerGroups.length + fixed + 1);
  const values = new Float64Array(places.length).fill(1);
  for (let row = 0; row < y.length; row += 1) {
    let from = 0;
    for (let index = 0; index < outerGroups.length; index += 1) {
      const each = outerGroups[index];
      places[index] = from + (each?.group[row] ?? 0);
      from += each?.levels ?? 0;
    }
    for (let column = 0; column <= fixed; column += 1) {
      places[outerGroups.length + column] = from + column;
      values[outerGroups.length + column] = column < fixed ? x.get(row, column) : (y[row] ?? 0);
    }
    const level = inner[row] ?? 0;
    rowsOf[level] = (rowsOf[level] ?? 0) + 1;
    parentOf[level] = top[row] ?? 0;
    const sum = sums[level] ?? new Float64Array(size);
    for (let one = 0; one < places.length; one += 1) {
      const at = places[one] ?? 0;
      const value = values[one] ?? 0;
      sum[at] = (sum[at] ?? 0) + value;
      const start = (at * (at + 1)) / 2;
      for (let other = 0; other <= one; other += 1) {
        const cell = start + (places[other] ?? 0);
        base[cell] = (base[cell] ?? 0) + value * (values[other] ?? 0);
      }
    }
  }
  return {
    size,
    rows: y.length,
    fixed,
    outer,
    absorbed,
    nested,
    base,
    levels: levelsBySize(sums, rowsOf, size),
    classes: absorbedClasses(sums, rowsOf, parentOf, size),
  };
}

function levelsBySize(sums: readonly Float64Array[], rowsOf: Int32Array, size: number) {
  const found = new Map<number, { rows: number; count: number; products: Float64Array }>();
  sums.forEach((sum, level) => {
    const rows = rowsOf[level] ?? 0;
    const own = found.get(rows) ?? { rows, count: 0, products: new Float64Array((size * (size + 1)) / 2) };
    own.count += 1;
    addPackedProduct(own.products, size, sum, sum, 1);
    found.set(rows, own);
  });
  return [...found.values()];
}

import { levelCount } from "./level-count.js";
import { addPackedProduct } from "./packed-product.js";

/** Absorbed levels that behave alike: the sizes of the nested levels in them, and products of the sums by size. */
export interface AbsorbedClass {
  readonly count: number;
  /** Distinct sizes of nested levels, and how many have that size in each absorbed level. */
  readonly sizes: readonly { readonly rows: number; readonly levels: number }[];
  /** For sizes a <= b: t_a t_b' + t_b t_a' (once for a = b), t being the columns' sums over levels of that size. */
  readonly products: readonly {
    readonly one: number;
    readonly other: number;
    readonly matrix: Float64Array;
  }[];
}

/** Levels of one size within an absorbed level: how many, and the sum of their sums. */
interface SizeSum {
  readonly rows: number;
  readonly levels: number;
  readonly sum: Float64Array;
}

/** Gathers the nested levels of one absorbed level by size, smallest first. */
function sizeSums(members: number[], sums: readonly Float64Array[], rowsOf: Int32Array): SizeSum[] {
  members.sort((one, other) => (rowsOf[one] ?? 0) - (rowsOf[other] ?? 0));
  const found: SizeSum[] = [];
  for (const level of members) {
    const rows = rowsOf[level] ?? 0;
    const own = sums[level] ?? new Float64Array(0);
    const last = found.at(-1);
    if (last?.rows === rows) {
      const sum = last.sum.map((value, column) => value + (own[column] ?? 0));
      found[found.length - 1] = { rows, levels: last.levels + 1, sum };
    } else {
      found.push({ rows, levels: 1, sum: own });
    }
  }
  return found;
}

function emptyClass(sizes: readonly SizeSum[], size: number) {
  return {
    count: 0,
    sizes: sizes.map(({ rows, levels }) => ({ rows, levels })),
    products: sizes.flatMap((_, one) =>
      sizes.slice(one).map((__, step) => ({
        one,
        other: one + step,
        matrix: new Float64Array((size * (size + 1)) / 2),
      })),
    ),
  };
}

/**
 * Groups absorbed levels by the sizes of the nested levels in them, and sums the products of their sums by size.
 *
 * @param sums the columns' sums within each nested level
 * @param rowsOf rows of each nested level
 * @param parentOf absorbed level of each nested level
 * @param size number of columns
 */
export function absorbedClasses(
  sums: readonly Float64Array[],
  rowsOf: Int32Array,
  parentOf: Int32Array,
  size: number,
): AbsorbedClass[] {
  const members = Array.from({ length: levelCount(parentOf) }, (): number[] => []);
  parentOf.forEach((parent, level) => {
    members[parent]?.push(level);
  });
  const found = new Map<string, ReturnType<typeof emptyClass>>();
  for (const levels of members) {
    const sizes = sizeSums(levels, sums, rowsOf);
    let key = "";
    for (const own of sizes) key += `${own.rows}x${own.levels} `;
    let known = found.get(key);
    if (known === undefined) {
      known = emptyClass(sizes, size);
      found.set(key, known);
    }
    known.count += 1;
    for (const { one, other, matrix } of known.products) {
      const a = sizes[one]?.sum;
      const b = sizes[other]?.sum;
      if (a && b) addPackedProduct(matrix, size, a, b, one === other ? 1 : 2);
    }
  }
  return [...found.values()];
}

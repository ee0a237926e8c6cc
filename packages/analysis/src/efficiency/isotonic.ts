/** Which way values may go as the dose grows. */
export type Direction = "increasing" | "decreasing";

interface Block {
  sum: number;
  weight: number;
  count: number;
}

/**
 * Question: which values that never turn back are nearest to the observed ones?
 * Model: means in the order of dose, each with a weight; the truth is monotone.
 * Formula: least squares by pooling adjacent violators.
 * Units: those of the values.
 * Not estimable when: never; a single value is its own fit.
 * Source: Ayer, Brunk, Ewing, Reid and Silverman 1955.
 * Checked against: R 4.2.2 `isoreg` (weights: on repeated points).
 *
 * @param weights such as the runs behind each mean; 1 without them
 */
export function isotonic(
  values: ArrayLike<number>,
  direction: Direction,
  weights?: ArrayLike<number>,
): Float64Array {
  const sign = direction === "increasing" ? 1 : -1;
  const blocks: Block[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const weight = weights?.[index] ?? 1;
    let block: Block = { sum: sign * weight * (values[index] ?? 0), weight, count: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum * block.weight <= block.sum * last.weight) break;
      blocks.pop();
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        count: last.count + block.count,
      };
    }
    blocks.push(block);
  }
  const fit = new Float64Array(values.length);
  let at = 0;
  for (const { sum, weight, count } of blocks) {
    fit.fill((sign * sum) / weight, at, at + count);
    at += count;
  }
  return fit;
}

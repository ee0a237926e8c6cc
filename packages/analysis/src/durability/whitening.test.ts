import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chainWhitening, whiteningBy } from "./whitening.js";

/** The whole correlation matrix of a chain: between two places, the product of what lies between them. */
function matrixOf(neighbours: Float64Array): Float64Array {
  const size = neighbours.length + 1;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let correlation = 1;
      for (let place = Math.min(row, column); place < Math.max(row, column); place += 1)
        correlation *= neighbours[place] ?? 0;
      matrix[row * size + column] = correlation;
    }
  }
  return matrix;
}

describe("chainWhitening", () => {
  it("is what the Cholesky factor of the whole matrix gives", () => {
    const lists = fc.array(fc.double({ min: -0.95, max: 0.95, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 99 }), (list, seed) => {
        const neighbours = Float64Array.from(list);
        const size = list.length + 1;
        const [chain, whole] = [chainWhitening(neighbours), whiteningBy(matrixOf(neighbours), size)];
        const vector = Float64Array.from({ length: size }, (_, place) => Math.sin(seed * (place + 1)));
        expect(chain?.logDeterminant).toBeCloseTo(whole?.logDeterminant ?? Number.NaN, 9);
        for (const way of ["apply", "transpose"] as const)
          chain?.[way](vector).forEach((value, place) => {
            expect(value).toBeCloseTo(whole?.[way](vector)[place] ?? Number.NaN, 9);
          });
      }),
      { numRuns: 60 },
    );
  });

  it("is nothing where a place is a copy of its neighbour", () => {
    expect(chainWhitening(Float64Array.of(0.5, 1))).toBeUndefined();
  });
});

import { describe, expect, it } from "vitest";
import { gaussHermite } from "./gauss-hermite.js";

function moment(count: number, power: number): number {
  const { nodes, logWeights } = gaussHermite(count);
  return nodes.reduce((sum, x, index) => sum + Math.exp(logWeights[index] ?? 0) * x ** power, 0);
}

describe("gaussHermite", () => {
  it("has the classical nodes and weights", () => {
    // Abramowitz and Stegun 1964, table 25.10, n = 3: sqrt(3/2), on the scale of exp(-x^2).
    const { nodes, logWeights } = gaussHermite(3);
    expect(nodes[2]).toBeCloseTo(Math.sqrt(2) * 1.224744871391589, 13);
    expect(nodes[1]).toBeCloseTo(0, 14);
    expect(Math.exp(logWeights[1] ?? 0) * Math.sqrt(Math.PI)).toBeCloseTo(1.181635900604, 11);
  });
  it.each([1, 2, 5, 25, 60])("integrates the normal's moments with %i nodes", (count) => {
    expect(moment(count, 0)).toBeCloseTo(1, 12);
    expect(moment(count, 1)).toBeCloseTo(0, 12);
    if (count > 1) expect(moment(count, 2)).toBeCloseTo(1, 12);
    if (count > 4) expect(moment(count, 8) / 105).toBeCloseTo(1, 11);
  });
});

import { describe, expect, it } from "vitest";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { equivalence } from "./equivalence.js";

describe("equivalence", () => {
  it.each(readOracle("equivalence"))("agrees with ttost_paired: $id", (reference) => {
    const a = reference.numbers("inputs/a");
    const differences = a.map((value, index) => value - (reference.numbers("inputs/b")[index] ?? Number.NaN));
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    const variance =
      differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (differences.length - 1);
    const found = equivalence(
      mean,
      Math.sqrt(variance / differences.length),
      differences.length - 1,
      reference.number("inputs/high"),
      0.05,
    );
    expect(relativeError(found.pValue, reference.number("outputs/p"))).toBeLessThanOrEqual(reference.relTol);
    expect((found.interval.lower ?? -1) > -found.margin && (found.interval.upper ?? 1) < found.margin).toBe(
      found.pValue < 0.05,
    );
  });
});

import { describe, expect, it } from "vitest";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { clopperPearson } from "./clopper-pearson.js";

describe("clopperPearson", () => {
  it.each(readOracle("clopper-pearson"))("agrees with binom.test: $id", (reference) => {
    const limits = clopperPearson(
      reference.number("inputs/x"),
      reference.number("inputs/n"),
      reference.number("inputs/level"),
    );
    expect(relativeError(limits.lower, reference.number("outputs/lower"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    expect(relativeError(limits.upper, reference.number("outputs/upper"))).toBeLessThanOrEqual(
      reference.relTol,
    );
  });
  it("takes effective counts and closes at both ends", () => {
    expect(clopperPearson(0, 7.5, 0.95).upper).toBeCloseTo(1 - 0.025 ** (1 / 7.5), 12);
    expect(clopperPearson(7.5, 7.5, 0.95)).toEqual({
      lower: expect.closeTo(0.025 ** (1 / 7.5), 12),
      upper: 1,
    });
  });
});

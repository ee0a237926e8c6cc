import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { newcombeCheckpoint } from "./newcombe-checkpoint.js";

describe("newcombe-checkpoint", () => {
  it.each(readOracle("newcombe"))("agrees with statsmodels: $id", (reference) => {
    const side = (index: 0 | 1) => {
      const observations = reference.number(`inputs/n${index}`);
      return [
        { rate: reference.number(`inputs/x${index}`) / observations, observations, standardError: null },
      ];
    };
    const found = expectEstimated(
      newcombeCheckpoint.estimate(
        { level: "counts", binary: true, arm: side(1), control: side(0) },
        { scale: "difference", target: "suite-fixed", level: 0.95 },
      ),
    );
    expect(
      relativeError(found.interval?.lower ?? Number.NaN, reference.number("outputs/newcombe_lower")),
    ).toBeLessThanOrEqual(reference.relTol);
    expect(
      relativeError(found.interval?.upper ?? Number.NaN, reference.number("outputs/newcombe_upper")),
    ).toBeLessThanOrEqual(reference.relTol);
    expect(found).toMatchObject({ pValue: null, scope: "checkpoint", df: null });
  });
});

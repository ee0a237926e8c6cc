import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { welchRuns } from "./welch-runs.js";

describe("welch-runs", () => {
  it.each(readOracle("welch-runs"))("agrees with t.test: $id", (reference) => {
    const runs = (name: string) =>
      reference.numbers(`inputs/${name}`).map((rate) => ({ rate, observations: null, standardError: null }));
    const found = expectEstimated(
      welchRuns.estimate(
        { level: "point", binary: false, arm: runs("a"), control: runs("b") },
        { scale: "difference", target: "suite-fixed", level: 0.95 },
      ),
    );
    const near = (ours: number | null | undefined, name: string) =>
      expect(relativeError(ours ?? Number.NaN, reference.number(`outputs/${name}`))).toBeLessThanOrEqual(
        reference.relTol,
      );
    near(found.estimate, "diff");
    near(found.df, "df");
    near(found.pValue, "p");
    near(found.interval?.lower, "lower");
    near(found.interval?.upper, "upper");
    near(found.estimate / (found.standardError ?? Number.NaN), "t");
  });
});

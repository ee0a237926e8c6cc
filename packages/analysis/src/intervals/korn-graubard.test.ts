import { describe, expect, it } from "vitest";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { kornGraubard } from "./korn-graubard.js";

describe("kornGraubard", () => {
  it.each(readOracle("korn-graubard"))("agrees with svyciprop: $id", (reference) => {
    const clusters = reference.numbers("inputs/cluster_successes").length;
    const limits = kornGraubard(
      {
        rate: reference.number("outputs/est"),
        standardError: reference.number("outputs/se"),
        df: reference.number("outputs/df"),
        observations: clusters * reference.number("inputs/cluster_size"),
        clusters,
      },
      0.95,
    );
    if (limits.status !== "estimated") throw new Error(limits.reason);
    expect(relativeError(limits.lower, reference.number("outputs/lower"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    expect(relativeError(limits.upper, reference.number("outputs/upper"))).toBeLessThanOrEqual(
      reference.relTol,
    );
  });
  it("rests on the clusters, not on the samples, where every cluster is at 0", () => {
    const limits = kornGraubard(
      { rate: 0, standardError: 0, df: 2, observations: 1200, clusters: 100 },
      0.95,
    );
    expect(limits).toMatchObject({
      status: "estimated",
      lower: 0,
      upper: expect.closeTo(1 - 0.025 ** 0.01, 10),
    });
  });
  it("says why one cluster gives no interval", () => {
    expect(
      kornGraubard({ rate: 0.5, standardError: 0, df: 1, observations: 9, clusters: 1 }, 0.95),
    ).toMatchObject({ status: "not-estimable" });
  });
});

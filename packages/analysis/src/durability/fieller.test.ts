import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { expectEstimated } from "../testing/matrices.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { contrastVariance } from "./covariance.js";
import { fieller } from "./fieller.js";

describe("fieller", () => {
  it.each(readOracle("fieller"))("agrees with the closed form in R: $id", (reference) => {
    const found = expectEstimated(
      fieller(
        {
          from: reference.number("inputs/den"),
          to: reference.number("inputs/num"),
          covariance: {
            from: reference.number("inputs/v_den"),
            to: reference.number("inputs/v_num"),
            cross: reference.number("inputs/cov"),
          },
          df: reference.number("inputs/df"),
        },
        0.95,
      ),
    );
    expect(found.set.kind).toBe(reference.text("outputs/kind"));
    expect(relativeError(found.g ?? Number.NaN, reference.number("outputs/g"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    if (found.set.kind !== "interval") {
      expect(found.point).toBeNull();
      return;
    }
    expect(relativeError(found.point ?? Number.NaN, reference.number("outputs/ratio"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    expect(
      relativeError(found.set.lower ?? Number.NaN, reference.number("outputs/lower")),
    ).toBeLessThanOrEqual(reference.relTol);
    expect(
      relativeError(found.set.upper ?? Number.NaN, reference.number("outputs/upper")),
    ).toBeLessThanOrEqual(reference.relTol);
  });

  const leads = fc
    .record({
      from: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      to: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      sdFrom: fc.double({ min: 0.001, max: 0.3, noNaN: true }),
      sdTo: fc.double({ min: 0.001, max: 0.3, noNaN: true }),
      correlation: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      df: fc.double({ min: 1, max: 50, noNaN: true }),
    })
    .map(({ from, to, sdFrom, sdTo, correlation, df }) => ({
      from,
      to,
      covariance: { from: sdFrom ** 2, to: sdTo ** 2, cross: correlation * sdFrom * sdTo },
      df,
    }));

  it("holds exactly the ratios that a t-test of a - R b does not reject", () => {
    fc.assert(
      fc.property(leads, fc.double({ min: -5, max: 5, noNaN: true }), (given, ratio) => {
        const { set } = expectEstimated(fieller(given, 0.95));
        const statistic =
          Math.abs(given.to - ratio * given.from) / Math.sqrt(contrastVariance(given.covariance, ratio));
        const slack = statistic / criticalT(0.95, given.df) - 1;
        if (Math.abs(slack) < 1e-6) return;
        const { kind, lower, upper } = set;
        const inside =
          kind === "unbounded" ||
          (kind === "interval" && lower !== null && upper !== null && ratio >= lower && ratio <= upper) ||
          (kind === "exclusive" && lower !== null && upper !== null && (ratio <= lower || ratio >= upper)) ||
          (kind === "half-line" && (lower === null || ratio >= lower) && (upper === null || ratio <= upper));
        expect(inside).toBe(slack < 0);
      }),
      { numRuns: 500 },
    );
  });

  it("is a half-line when the leading coefficient is 0", () => {
    const t = criticalT(0.95, 4);
    const found = expectEstimated(
      fieller({ from: t, to: 3, covariance: { from: 1, to: 0.5, cross: 0 }, df: 4 }, 0.95),
    );
    expect(found).toMatchObject({
      set: { kind: "half-line", lower: expect.closeTo((9 - t * t * 0.5) / (6 * t), 10), upper: null },
      point: null,
    });
  });

  it("says why there is no ratio to a lead of exactly 0", () => {
    expect(fieller({ from: 0, to: 1, covariance: { from: 0, to: 1, cross: 0 }, df: 4 }, 0.95)).toMatchObject({
      status: "not-estimable",
    });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { ed50Interval, emaxFit } from "./emax.js";

const doses = Float64Array.from([0, 1, 3, 10, 30]);
const curve = (e0: number, emax: number, ed50: number) =>
  doses.map((dose) => e0 + (emax * dose) / (ed50 + dose));

describe("emaxFit", () => {
  it("recovers any curve that bends within the doses, in any unit of dose", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 15, noNaN: true }),
        fc.double({ min: -0.6, max: -0.1, noNaN: true }),
        fc.constantFrom(1, 1e6),
        (ed50, emax, unit) => {
          const fit = expectEstimated(
            emaxFit(
              doses.map((dose) => dose * unit),
              curve(0.6, emax, ed50),
            ),
          );
          expect(fit.ed50 / unit / ed50).toBeCloseTo(1, 5);
          expect(fit.emax).toBeCloseTo(emax, 5);
        },
      ),
    );
  });

  it("says why three doses, or a straight line, show no curve", () => {
    expect(emaxFit(Float64Array.from([0, 1, 2, 2]), Float64Array.from([1, 2, 3, 3]))).toMatchObject({
      reason: expect.stringContaining("4 distinct doses"),
    });
    const line = doses.map((dose) => 0.5 - 0.01 * dose);
    expect(emaxFit(doses, line)).toMatchObject({ status: "not-estimable" });
    expect(emaxFit(doses, new Float64Array(5).fill(0.3))).toMatchObject({ status: "not-estimable" });
  });

  it("has no profile interval without a value to spare", () => {
    const response = curve(0.6, -0.4, 4).map((value, index) => value + (index % 2 === 0 ? 0.01 : -0.01));
    const fit = expectEstimated(emaxFit(doses, response));
    const profile = expectEstimated(ed50Interval(doses, response, fit, 0.95));
    expect(profile.lower ?? 0).toBeLessThan(fit.ed50);
    expect(ed50Interval(doses, response, { ...fit, df: 0 }, 0.95)).toMatchObject({ status: "not-estimable" });
  });
});

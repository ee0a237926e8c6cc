import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { relativeError } from "../testing/read-oracle.js";
import { noncentralTCdf, noncentralTNcp, noncentralTUpperTail } from "./noncentral-t.js";
import { noncentralTSeries, SERIES } from "./noncentral-t-series.js";
import { normalCdf } from "./normal.js";
import { studentTCdf } from "./student-t.js";

const df = fc.double({ min: 0.5, max: 1e5, noNaN: true });
const t = fc.double({ min: -50, max: 50, noNaN: true });
const ncp = fc.double({ min: -40, max: 40, noNaN: true });

describe("the noncentral t", () => {
  it("is Student's where nothing is shifted", () => {
    fc.assert(
      fc.property(t, df, (x, d) => {
        expect(relativeError(noncentralTCdf(x, d, 0), studentTCdf(x, d))).toBeLessThan(1e-10);
      }),
    );
  });

  it("has two tails that make a whole, mirrored by the sign", () => {
    fc.assert(
      fc.property(t, df, ncp, (x, d, shift) => {
        expect(noncentralTCdf(x, d, shift) + noncentralTUpperTail(x, d, shift)).toBeCloseTo(1, 11);
        expect(noncentralTCdf(x, d, shift)).toBe(noncentralTUpperTail(-x, d, -shift));
      }),
      { numRuns: 60 },
    );
  });

  it("agrees with its series wherever that is asked", () => {
    const near = fc.double({ min: 0, max: SERIES.most, noNaN: true });
    const shifts = fc.double({ min: -SERIES.mostNcp, max: SERIES.mostNcp, noNaN: true });
    const few = fc.double({ min: 0.5, max: 1000, noNaN: true });
    fc.assert(
      fc.property(near, few, shifts, (x, d, shift) => {
        expect(Math.abs(noncentralTSeries(x, d)(shift) - noncentralTCdf(x, d, shift))).toBeLessThan(1e-11);
      }),
      { numRuns: 200 },
    );
  });

  it("becomes the normal as df grows, and is the normal at 0", () => {
    expect(noncentralTCdf(2, 1e12, 1)).toBeCloseTo(normalCdf(1), 10);
    expect(noncentralTCdf(2, Number.POSITIVE_INFINITY, 1)).toBe(normalCdf(1));
    expect(noncentralTCdf(0, 4, 1.5)).toBe(normalCdf(-1.5));
  });

  it("gives back the noncentrality it was asked at", () => {
    fc.assert(
      fc.property(df, ncp, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (d, shift, share) => {
        const x = shift + 2 * share - 1;
        const p = noncentralTCdf(x, d, shift);
        if (!(p > 1e-12 && p < 1 - 1e-3)) return;
        expect(noncentralTNcp(p, x, d)).toBeCloseTo(shift, 6);
      }),
      { numRuns: 40 },
    );
  });

  it("says NaN outside its domain", () => {
    expect(noncentralTCdf(1, 0, 1)).toBeNaN();
    expect(noncentralTCdf(Number.NaN, 2, 1)).toBeNaN();
    expect(noncentralTNcp(1, 2, 3)).toBeNaN();
  });
});

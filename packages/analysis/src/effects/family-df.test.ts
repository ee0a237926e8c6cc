import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chiSquaredCdf } from "../distributions/chi-squared.js";
import { studentTTwoSided } from "../distributions/student-t.js";
import { familyDf, pValueOnDf } from "./family-df.js";

const positive = fc.double({ min: 1e-6, max: 1, noNaN: true });
const parts = fc.record({
  seed: positive,
  runDf: fc.integer({ min: 1, max: 90 }),
  prompt: positive,
  residual: fc.double({ min: 0, max: 1, noNaN: true }),
  otherParts: positive,
  df: fc.double({ min: 1, max: 200, noNaN: true }),
});

describe("familyDf", () => {
  it("is Satterthwaite's with the variance between runs at its upper 85% limit", () => {
    // With two runs an arm the limit is 2 / chi2 at .15 on 2 df = -1 / ln(.85) times the estimate.
    const most = 0.01 / -Math.log(0.85);
    const found = familyDf({
      seed: 0.01,
      runDf: 2,
      prompt: 0.004,
      residual: 0.001,
      otherParts: 3e-7,
      df: 40,
    });
    const variance = most - 0.001 + 0.003 + 0.001;
    expect(found).toBeCloseTo(variance ** 2 / (most ** 2 / 2 + 3e-7), 10);
    expect(chiSquaredCdf((2 * 0.01) / most, 2)).toBeCloseTo(0.15, 12);
  });

  it("is never more than the interval's own, never below 1, and nears it as runs are added", () => {
    fc.assert(
      fc.property(parts, (given) => {
        const found = familyDf(given);
        expect(found).toBeLessThanOrEqual(given.df);
        expect(found).toBeGreaterThanOrEqual(1);
      }),
    );
    const of = (runDf: number) =>
      familyDf({ seed: 1e-3, runDf, prompt: 1e-2, residual: 1e-3, otherParts: 1e-6, df: 80 });
    const many = [2, 4, 8, 20, 63, 64, 65, 200].map(of);
    expect([...many].sort((a, b) => a - b)).toEqual(many);
    expect(of(2)).toBeLessThan(20);
  });

  it("leaves the interval's own where nothing is known of the runs", () => {
    const given = { runDf: 4, prompt: 0.1, residual: 0, otherParts: 0.01, df: 12 };
    expect(familyDf({ ...given, seed: 0 })).toBe(12);
    expect(familyDf({ ...given, seed: Number.NaN })).toBe(12);
    expect(familyDf({ ...given, seed: 0.1, runDf: 0 })).toBe(12);
    expect(familyDf({ ...given, seed: 0.1, df: Number.POSITIVE_INFINITY })).toBeLessThan(12);
  });
});

describe("pValueOnDf", () => {
  it("is the tail of the same t", () => {
    const p = studentTTwoSided(3.5, 30);
    expect(pValueOnDf(p, 30, 3)).toBeCloseTo(studentTTwoSided(3.5, 3), 12);
    expect(
      pValueOnDf(studentTTwoSided(3.5, Number.POSITIVE_INFINITY), Number.POSITIVE_INFINITY, 3),
    ).toBeCloseTo(studentTTwoSided(3.5, 3), 10);
  });

  it("never makes a p-value smaller, and leaves it where the degrees of freedom are no fewer", () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    const df = fc.double({ min: 1, max: 300, noNaN: true });
    fc.assert(
      fc.property(probability, df, df, (p, own, fewer) => {
        const found = pValueOnDf(p, own, fewer);
        expect(found).toBeGreaterThanOrEqual(p);
        expect(found).toBeLessThanOrEqual(1);
        if (fewer >= own) expect(found).toBe(p);
      }),
    );
    expect(pValueOnDf(0, 30, 1)).toBeGreaterThan(0);
    expect(pValueOnDf(0, 30, 1)).toBeLessThan(1e-8);
  });
});

import { RetentionSchema } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leadPValue, type RetentionRule, retentionNumbers } from "./retention.js";
import type { StageLeads } from "./stage-leads.js";

const RULE: RetentionRule = {
  better: -1,
  lower: 0.5,
  upper: 0.8,
  level: 0.95,
  alpha: 0.05,
  leadProved: true,
  margin: 0.05,
};

const leads = fc
  .record({
    from: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    to: fc.double({ min: -0.5, max: 0.5, noNaN: true }),
    sdFrom: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    sdTo: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    correlation: fc.double({ min: -0.95, max: 0.95, noNaN: true }),
    df: fc.constantFrom(1, 2.7, 4, Number.POSITIVE_INFINITY),
  })
  .map(
    ({ from, to, sdFrom, sdTo, correlation, df }): StageLeads => ({
      from,
      to,
      covariance: { from: sdFrom ** 2, to: sdTo ** 2, cross: correlation * sdFrom * sdTo },
      df,
    }),
  );

describe("retentionNumbers", () => {
  it("takes runs that all changed alike for runs that do not say how sure the change is", () => {
    // Every run lost a tenth: the change has no variance, the leads have.
    const given: StageLeads = {
      from: -0.3,
      to: -0.2,
      covariance: { from: 0.001, to: 0.001, cross: 0.001 * (1 + 1e-16) },
      df: 4,
    };
    const found = retentionNumbers(given, RULE, null);
    expect(found.change).toEqual({
      estimate: expect.closeTo(0.1, 12),
      standardError: null,
      interval: null,
      pValue: null,
    });
    expect(found.equivalence).toBeNull();
    expect(found.verdict.word).toBe("inconclusive");
    expect(found.reason).toContain("changed alike");
  });

  it("has no set of a single number where every run kept the same share", () => {
    const given: StageLeads = {
      from: -0.4,
      to: -0.3,
      covariance: { from: 0.0016, to: 0.0009, cross: 0.0012 },
      df: 4,
    };
    const found = retentionNumbers(given, RULE, null);
    expect(found.retained).toMatchObject({ point: expect.closeTo(0.75, 12), set: null });
    expect(found.retainedAtLeast).toBeNull();
  });

  it("claims nothing from a contrast that no run differs in", () => {
    const given: StageLeads = {
      from: -0.4,
      to: -0.3,
      covariance: { from: 0.004, to: 0.001, cross: 0.002 },
      df: 4,
    };
    const found = retentionNumbers(given, RULE, null);
    expect(found.nonInferiority).toMatchObject({ interval: null, pValue: null });
  });

  it("is always a finding that the schema accepts", () => {
    fc.assert(
      fc.property(leads, (given) => {
        const found = {
          status: "estimated",
          scale: "difference",
          target: "suite-fixed",
          estimator: "fieller-t",
          ...retentionNumbers(given, RULE, null),
        };
        expect(RetentionSchema.parse(found)).toEqual(found);
      }),
    );
  });

  it("lets set, test and verdict agree", () => {
    fc.assert(
      fc.property(leads, (given) => {
        const leadProved = (leadPValue(given) ?? 1) <= 0.05 && given.from < 0;
        const found = retentionNumbers(given, { ...RULE, leadProved }, null);
        const { nonInferiority, verdict, retainedAtLeast, retainedAtMost } = found;
        expect((nonInferiority.pValue ?? 1) < 0.05 - 1e-9).toBe(
          (nonInferiority.interval?.lower ?? -1) > 1e-12,
        );
        if (leadProved) expect(found.retained.set?.kind).toBe("interval");
        if (verdict.word === "retained") expect(retainedAtLeast).toBeGreaterThanOrEqual(0.8 - 1e-9);
        if (verdict.word === "amplified" && leadProved)
          expect(retainedAtLeast).toBeGreaterThanOrEqual(1 - 1e-9);
        if (verdict.word === "lost") expect(retainedAtMost).toBeLessThanOrEqual(0.5 + 1e-9);
        if (verdict.word === "partly-retained") expect(retainedAtLeast).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });

  it("says that values alone settle nothing, and still gives the ratio", () => {
    const found = retentionNumbers({ from: -0.4, to: -0.1, covariance: null }, RULE, null);
    expect(found.retained).toEqual({ point: 0.25, set: null, g: null });
    expect(found.verdict).toMatchObject({
      word: "inconclusive",
      reason: expect.stringContaining("values alone"),
    });
    expect(found.change).toMatchObject({
      estimate: expect.closeTo(0.3, 12),
      standardError: null,
      interval: null,
    });
  });
});

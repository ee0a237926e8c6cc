import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { fieller } from "./fieller.js";
import { retentionContrast } from "./non-inferiority.js";
import { openLead } from "./open-lead.js";
import { leadPValue, retentionNumbers } from "./retention.js";
import type { StageLeads } from "./stage-leads.js";

const RULE = {
  better: -1,
  lower: 0.5,
  upper: 0.8,
  level: 0.95,
  alpha: 0.05,
  margin: null,
  leadProved: true,
} as const;

const rates = (arm: number, control: number) => ({
  arm: { rate: arm, observations: 200 },
  control: { rate: control, observations: 200 },
  variance: 0.0004,
  df: 4,
  whenNothingVaries: { arm: 20, control: 20 },
  floored: true,
});

/** Lower is better: an arm that is at 0 at the later stage, so that its lead may be of any size there. */
function leads(to: number, change: Partial<StageLeads> = {}): StageLeads {
  return {
    from: -1.5,
    to,
    covariance: { from: 0.02, to: 0.09, cross: 0 },
    df: 6,
    open: { to: -1 },
    ...change,
  };
}

describe("openLead", () => {
  it("is open on the side of the rate at the end, and mirrors with arms and with outcomes", () => {
    const low = expectEstimated(openLead(rates(0, 0.2), 0.95, 4));
    const swapped = expectEstimated(openLead(rates(0.2, 0), 0.95, 4));
    const high = expectEstimated(openLead(rates(1, 0.8), 0.95, 4));
    expect([low.side, swapped.side, high.side]).toEqual([-1, 1, 1]);
    expect(swapped.estimate).toBeCloseTo(-low.estimate, 10);
    expect(high.estimate).toBeCloseTo(-low.estimate, 10);
    expect(swapped.variance).toBeCloseTo(low.variance, 10);
    expect(high.variance).toBeCloseTo(low.variance, 10);
  });

  it("says why two rates at one end, or rates of unknown size, have none", () => {
    expect(openLead(rates(0, 0), 0.95, 4)).toMatchObject({ reason: expect.stringContaining("same end") });
    expect(openLead({ ...rates(0, 1), variance: 0, whenNothingVaries: null }, 0.95, 4)).toMatchObject({
      reason: expect.stringContaining("not known"),
    });
  });
});

describe("a lead without an end on one side", () => {
  it("gives a share that is at least so much, and no upper limit", () => {
    const found = retentionNumbers(leads(-3), RULE, null);
    expect(found.retained.set).toMatchObject({ kind: "half-line", upper: null });
    expect(found.retained.point).toBeNull();
    expect(found.retainedAtLeast ?? 0).toBeGreaterThan(1);
    expect(found.retainedAtMost).toBeNull();
    expect(found.to).toMatchObject({ standardError: null, interval: { lower: null, unbounded: true } });
    expect(found.from.interval?.unbounded).toBe(false);
    expect(found.verdict.word).toBe("amplified");
    expect(found.reason).toContain("end of the scale");
  });

  it("never proves that something was lost, whatever the estimate", () => {
    fc.assert(
      fc.property(fc.double({ min: -6, max: -0.01, noNaN: true }), (to) => {
        const { verdict, nonInferiority, change } = retentionNumbers(leads(to), RULE, null);
        expect(["amplified", "retained", "inconclusive"]).toContain(verdict.word);
        expect(nonInferiority.interval?.upper).toBeNull();
        if (to > -1.5) expect(change.pValue).toBe(1);
      }),
    );
  });

  it("has a set that is the ratios at which the contrast's interval holds 0", () => {
    const sides = fc.constantFrom<1 | -1>(1, -1);
    fc.assert(
      fc.property(
        fc.record({
          from: fc.double({ min: -3, max: 3, noNaN: true }),
          to: fc.double({ min: -3, max: 3, noNaN: true }),
          open: fc.oneof(
            sides.map((to) => ({ to })),
            sides.map((from) => ({ from })),
            fc.tuple(sides, sides).map(([from, to]) => ({ from, to })),
          ),
        }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (given, share) => {
          const own = leads(0, given);
          const found = fieller(own, 0.95);
          if ("status" in found || Math.abs(share) < 1e-6) return;
          const { lower, upper } = retentionContrast(own, 1, share, 0.95).interval;
          if (Math.min(Math.abs(lower), Math.abs(upper)) < 1e-6 || found.set.kind === "unbounded") return;
          const [low, high] = [
            found.set.lower ?? Number.NEGATIVE_INFINITY,
            found.set.upper ?? Number.POSITIVE_INFINITY,
          ];
          const inside =
            found.set.kind === "exclusive" ? share <= low || share >= high : low <= share && share <= high;
          expect(inside).toBe(lower <= 0 && upper >= 0);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("tests a lead at the first stage only towards the side that has an end", () => {
    const first = (from: number, side: 1 | -1) => leadPValue(leads(-1, { from, open: { from: side } }));
    expect(first(-1.5, -1)).toBeLessThan(0.01);
    expect(first(-1.5, 1)).toBe(1);
    expect(first(1.5, 1)).toBeLessThan(0.01);
  });

  it("says nothing of the share where both stages are open to the same side", () => {
    const found = retentionNumbers(leads(-2, { open: { from: -1, to: -1 } }), RULE, null);
    expect(found.retained.set?.kind).not.toBe("interval");
    expect(found.nonInferiority).toMatchObject({ pValue: 1, interval: { lower: null, upper: null } });
    expect(found.verdict.word).toBe("inconclusive");
  });
});

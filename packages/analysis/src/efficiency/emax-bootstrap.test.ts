import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { type DosedRuns, emaxBootstrap } from "./emax-bootstrap.js";

const DOSES = [0, 1, 3, 10, 30];

function runsAt(at: (dose: number) => number, sd: number, runs: number, seed = 5): DosedRuns[] {
  const random = seededRandom(seed);
  return DOSES.map((dose) => ({
    dose,
    values: Float64Array.from({ length: runs }, () => at(dose) + sd * random.normal()),
  }));
}
const curve = (dose: number) => 0.6 - (0.5 * dose) / (4 + dose);
const question = { seed: 7, level: 0.95 };

describe("emaxBootstrap", () => {
  it("holds the bend and the height that were put in, and narrows as runs are added", () => {
    const few = expectEstimated(emaxBootstrap(runsAt(curve, 0.02, 4), question));
    const many = expectEstimated(emaxBootstrap(runsAt(curve, 0.02, 40), question));
    for (const { ed50, emax, bends } of [few, many]) {
      expect(ed50.lower).toBeLessThan(4);
      expect(ed50.upper).toBeGreaterThan(4);
      expect(emax.lower).toBeLessThan(-0.5);
      expect(emax.upper).toBeGreaterThan(-0.5);
      expect(bends).toBe(1);
    }
    expect(many.ed50.upper / many.ed50.lower).toBeLessThan(few.ed50.upper / few.ed50.lower);
  });

  it("is open where draws no longer bend", () => {
    const line = expectEstimated(
      emaxBootstrap(
        runsAt((dose) => 0.6 - 0.01 * dose, 0.03, 3),
        question,
      ),
    );
    expect(line.bends).toBeLessThan(1);
    expect(line.ed50.upper).toBe(Number.POSITIVE_INFINITY);
    expect(line.emax.lower).toBe(Number.NEGATIVE_INFINITY);
  });

  it("is the same for the same seed, and in any unit of the dose", () => {
    const runs = runsAt(curve, 0.02, 3);
    const one = expectEstimated(emaxBootstrap(runs, question));
    expect(emaxBootstrap(runs, question)).toEqual(one);
    const tokens = runs.map(({ dose, values }) => ({ dose: 1e6 * dose, values }));
    const scaled = expectEstimated(emaxBootstrap(tokens, question));
    expect(scaled.ed50.lower / 1e6 / one.ed50.lower).toBeCloseTo(1, 8);
    expect(emaxBootstrap(runs, { ...question, seed: 8 })).not.toEqual(one);
  });

  it("says why a single run, or runs that do not differ, cannot be drawn anew", () => {
    expect(emaxBootstrap(runsAt(curve, 0.02, 1), question)).toMatchObject({
      reason: expect.stringContaining("one run"),
    });
    expect(emaxBootstrap(runsAt(curve, 0, 3), question)).toMatchObject({
      reason: expect.stringContaining("do not differ"),
    });
  });
});

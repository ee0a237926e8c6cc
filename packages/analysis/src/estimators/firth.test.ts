import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { firthProfile, fitFirth } from "../glm/firth.js";
import { firthLogOdds } from "../intervals/firth-log-odds.js";
import { countComparison, estimated, sampleComparison } from "../testing/comparisons.js";
import { firth } from "./firth.js";

const question = { scale: "log-odds", target: "suite-fixed", level: 0.95 } as const;

describe("firthLogOdds", () => {
  it.each([
    [3, 20, 11, 25],
    [0, 30, 8, 22],
    [17, 17, 4, 19],
  ])("is the general fit's profile for %d of %d against %d of %d", (k1, n1, k0, n0) => {
    const data = {
      x: new Matrix([
        [1, 0],
        [1, 1],
      ]),
      events: Float64Array.of(k0, k1),
      trials: Float64Array.of(n0, n1),
    };
    const fit = fitFirth(data);
    if ("status" in fit) throw new Error(fit.reason);
    const profile = firthProfile(data, fit, 1, 0.95);
    const infinite = Number.POSITIVE_INFINITY;
    const own = firthLogOdds(
      { events: k1, observations: n1 },
      { events: k0, observations: n0 },
      criticalT(0.95, infinite),
      infinite,
    );
    expect(own.estimate).toBeCloseTo(fit.coefficients[1] ?? Number.NaN, 8);
    expect(own.lower).toBeCloseTo(profile.lower ?? Number.NaN, 6);
    expect(own.upper).toBeCloseTo(profile.upper ?? Number.NaN, 6);
    expect(own.pValue).toBeCloseTo(profile.pValue, 7);
  });
});

describe("firth", () => {
  it("widens with the spread of the runs", () => {
    const even = estimated(
      firth.estimate(
        countComparison(
          [
            [10, 100],
            [10, 100],
            [11, 100],
          ],
          [
            [30, 100],
            [31, 100],
            [30, 100],
          ],
        ),
        question,
      ),
    );
    const uneven = estimated(
      firth.estimate(
        countComparison(
          [
            [2, 100],
            [9, 100],
            [20, 100],
          ],
          [
            [15, 100],
            [30, 100],
            [46, 100],
          ],
        ),
        question,
      ),
    );
    const width = ({ interval }: typeof even) => (interval?.upper ?? 0) - (interval?.lower ?? 0);
    expect(even.estimate).toBeCloseTo(uneven.estimate, 0);
    expect(width(uneven)).toBeGreaterThan(2 * width(even));
  });
  it("is finite where an arm has no event", () => {
    const none = [0, 0, 0, 0, 0];
    const comparison = sampleComparison(
      [none, none],
      [
        [2, 1, 0, 1, 2],
        [1, 1, 2, 0, 1],
      ],
      3,
    );
    const found = estimated(firth.estimate(comparison, { ...question, target: "prompt-general" }));
    expect(found.estimate).toBeLessThan(0);
    expect(found.interval?.lower === null || Number.isFinite(found.interval?.lower)).toBe(true);
  });
});

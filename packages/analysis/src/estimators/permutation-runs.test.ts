import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shiftedPermutations } from "../effects/shifted-permutations.js";
import { countComparison, estimated } from "../testing/comparisons.js";
import { permutationRuns } from "./permutation-runs.js";

const question = { scale: "difference", target: "suite-fixed", level: 0.95 } as const;
const rate = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);

describe("permutation-runs", () => {
  it("cannot speak below four runs, and says the smallest p", () => {
    const three = countComparison(
      [
        [1, 10],
        [2, 10],
        [3, 10],
      ],
      [
        [7, 10],
        [8, 10],
        [9, 10],
      ],
    );
    expect(permutationRuns.estimate(three, question)).toMatchObject({
      reason: expect.stringContaining("20 arrangements: the smallest p that can be reached is 0.10"),
    });
    const uneven = countComparison(
      [
        [1, 10],
        [2, 10],
        [3, 10],
      ],
      [
        [7, 10],
        [8, 10],
        [9, 10],
        [6, 10],
      ],
    );
    expect(permutationRuns.estimate(uneven, question)).toMatchObject({
      reason: expect.stringContaining("0.029"),
    });
  });
  it("reaches its smallest p where the arms are apart", () => {
    const four = countComparison(
      [
        [1, 10],
        [2, 10],
        [3, 10],
        [2, 10],
      ],
      [
        [7, 10],
        [8, 10],
        [9, 10],
        [8, 10],
      ],
    );
    expect(estimated(permutationRuns.estimate(four, question)).pValue).toBeCloseTo(2 / 70, 12);
  });
  it("moves its limits with the arm", () => {
    fc.assert(
      fc.property(
        fc.array(rate, { minLength: 4, maxLength: 5 }),
        fc.array(rate, { minLength: 4, maxLength: 4 }),
        (arm, control) => {
          const here = shiftedPermutations(Float64Array.from(arm), Float64Array.from(control), 0.9);
          const there = shiftedPermutations(
            Float64Array.from(arm, (value) => value + 0.25),
            Float64Array.from(control),
            0.9,
          );
          if (here === null || there === null) return;
          expect(there.lower).toBeCloseTo(here.lower + 0.25, 9);
          expect(there.upper).toBeCloseTo(here.upper + 0.25, 9);
          expect(here.lower).toBeLessThanOrEqual(here.estimate + 1e-12);
        },
      ),
      { numRuns: 60 },
    );
  });
});

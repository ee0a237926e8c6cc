import { describe, expect, it } from "vitest";
import { armSet } from "../drivers/arm-set.js";
import type { ScaledArms } from "../drivers/contrast-scale.js";
import { fieller } from "../durability/fieller.js";
import { componentsOfValues } from "../measure/measured-arms.js";
import { expectEstimated } from "../testing/matrices.js";
import { doseReaching, dosesFitting, weightsAtDose } from "./dose-course.js";
import { efficiencyRatio } from "./efficiency-ratio.js";
import { elasticity } from "./elasticity.js";

/** Arms by their mean, the standard deviation of their runs, and how many there are. */
function scaled(arms: readonly (readonly [mean: number, sd: number])[], runs: number): ScaledArms {
  const components = arms.map(([mean, sd]) => {
    const own = componentsOfValues([{ rate: mean, observations: null, standardError: null }]);
    return { ...own, runs, seed: (sd * sd) / runs };
  });
  return { ...armSet(components, new Float64Array(0)), factor: 1, isBounded: false };
}

const question = { target: "suite-fixed", level: 0.95 } as const;

describe("a course of doses", () => {
  const arms = scaled(
    [
      [0.6, 0.1],
      [0.2, 0.15],
      [0.45, 0.12],
    ],
    400,
  );
  const course = {
    doses: [
      { arm: 0, dose: 0 },
      { arm: 1, dose: 8 },
    ],
    better: -1,
    scaled: arms,
    runs: Float64Array.from([400, 400, 400]),
  } as const;

  it("has as set of doses with another arm's mean that of Fieller, along a straight line", () => {
    const found = expectEstimated(dosesFitting(course, Float64Array.from([0, 0, 1]), question));
    const v = (sd: number) => (sd * sd) / 400;
    const set = expectEstimated(
      fieller(
        {
          from: 0.2 - 0.6,
          to: 0.45 - 0.6,
          covariance: { from: v(0.1) + v(0.15), to: v(0.1) + v(0.12), cross: v(0.1) },
          df: 1200,
        },
        0.95,
      ),
    ).set;
    const place = (dose: number | null) => Math.log1p((dose ?? Number.NaN) / 8) / Math.log(2);
    expect(place(found.lower)).toBeCloseTo(set.lower ?? 0, 3);
    expect(place(found.upper)).toBeCloseTo(set.upper ?? 0, 3);
    expect(place(doseReaching(course, 0.45))).toBeCloseTo(0.375, 10);
  });

  it("reaches the doses themselves with one arm, and nothing beyond them", () => {
    expect([...weightsAtDose(course, 8)]).toEqual([0, 1, 0]);
    expect([...weightsAtDose(course, 0)]).toEqual([1, 0, 0]);
    expect(doseReaching(course, 0.1)).toBeNull();
    expect(dosesFitting(course, Float64Array.from([0, 4, 0]), question)).toMatchObject({
      reason: "no dose within the range fits",
    });
  });
});

describe("elasticity", () => {
  const matter = (effects: readonly number[], sd: number) => {
    const arms = scaled([[0.8, sd], ...effects.map((effect) => [0.8 - effect, sd] as const)], 5);
    return {
      course: {
        doses: [{ arm: 0, dose: 0 }, ...effects.map((_, index) => ({ arm: index + 1, dose: 4 ** index }))],
        better: -1,
        scaled: arms,
        runs: new Float64Array(arms.arms.length).fill(5),
      },
      measured: {
        level: "counts",
        arms: [],
        steps: [],
        sizes: new Float64Array(0),
        prompts: null,
        dropped: 0,
      },
      baseline: 0,
      binary: true,
      lower: 0,
      seed: 1,
      ...question,
    } as const;
  };

  it("is the slope of log effect on log dose, with a variance to first order", () => {
    const found = elasticity(matter([0.1, 0.2], 0.01));
    if (found.status !== "estimated") throw new Error(found.reason);
    expect(found.estimate).toBeCloseTo(0.5, 12);
    // Var = [v / .1^2 + v / .2^2 + v (1/.2 - 1/.1)^2] / ln(4)^2, v = .01^2 / 5.
    const v = 0.01 ** 2 / 5;
    expect(found.standardError).toBeCloseTo(Math.sqrt((v * (100 + 25 + 25)) / Math.log(4) ** 2), 10);
  });

  it("says why it has nothing to say of effects that are not told from 0, or of one dose", () => {
    expect(elasticity(matter([0.001, 0.2], 0.1))).toMatchObject({ status: "not-estimable" });
    expect(elasticity(matter([-0.1, 0.2], 0.01))).toMatchObject({ status: "not-estimable" });
    expect(elasticity(matter([0.1], 0.01))).toMatchObject({ status: "not-estimable" });
  });
});

describe("doses of runs that do not differ", () => {
  it("have no set: a single dose would claim to be known exactly", () => {
    const still = scaled(
      [
        [0.6, 0],
        [0.2, 0],
        [0.45, 0],
      ],
      3,
    );
    const course = {
      doses: [
        { arm: 0, dose: 0 },
        { arm: 1, dose: 8 },
      ],
      better: -1,
      scaled: still,
      runs: Float64Array.from([3, 3, 3]),
    } as const;
    expect(dosesFitting(course, Float64Array.from([0, 0, 1]), question)).toMatchObject({
      status: "not-estimable",
    });
  });
});

describe("efficiencyRatio", () => {
  const arms = scaled(
    [
      [0.6, 0.05],
      [0.3, 0.04],
      [0.4, 0.06],
    ],
    5,
  );
  const shared = { arm: 1, other: 2, control: 0, armTokens: 3e6, otherTokens: 8e6 };

  it("is Fieller's on leads per token that share a control", () => {
    const found = efficiencyRatio(arms, shared, "suite-fixed", 0.95);
    if (found.status !== "estimated") throw new Error(found.reason);
    const v = (sd: number) => (sd * sd) / 5;
    const covariance = {
      to: (v(0.04) + v(0.05)) / 9,
      from: (v(0.06) + v(0.05)) / 64,
      cross: v(0.05) / 24,
    };
    const own = expectEstimated(
      fieller({ from: -0.2 / 8, to: -0.3 / 3, covariance, df: found.df ?? 1 }, 0.95),
    );
    expect(found.point).toBeCloseTo(4, 10);
    expect(found.set?.lower).toBeCloseTo(own.set.lower ?? 0, 10);
    expect(found.set?.upper).toBeCloseTo(own.set.upper ?? 0, 10);
  });

  it("is its own inverse when the arms are swapped", () => {
    const one = efficiencyRatio(arms, shared, "suite-fixed", 0.95);
    const back = { arm: 2, other: 1, control: 0, armTokens: 8e6, otherTokens: 3e6 };
    const other = efficiencyRatio(arms, back, "suite-fixed", 0.95);
    if (one.status !== "estimated" || other.status !== "estimated") throw new Error("not estimated");
    expect((one.point ?? 0) * (other.point ?? 0)).toBeCloseTo(1, 10);
  });

  it("gives a point and no set where an effect does not vary from run to run", () => {
    const still = (sd: number) =>
      scaled(
        [
          [0.6, 0],
          [0.3, sd],
          [0.4, 0],
        ],
        3,
      );
    for (const sd of [0, 0.05])
      expect(efficiencyRatio(still(sd), shared, "suite-fixed", 0.95)).toMatchObject({
        status: "estimated",
        point: expect.closeTo(4, 10),
        set: null,
        reason: expect.stringContaining("do not differ"),
      });
  });

  it("gives a point and no set where nothing is known of runs, and no answer for other prompts", () => {
    const bare = scaled(
      [
        [0.6, Number.NaN],
        [0.3, Number.NaN],
        [0.4, Number.NaN],
      ],
      1,
    );
    expect(efficiencyRatio(bare, shared, "suite-fixed", 0.95)).toMatchObject({
      status: "estimated",
      set: null,
    });
    expect(efficiencyRatio(bare, shared, "prompt-general", 0.95)).toMatchObject({ status: "not-estimable" });
  });
});

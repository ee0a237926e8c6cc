import { EFFECT_METHODS } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Comparison, RunValue } from "../effects/comparison.js";
import { crossedPair } from "../effects/crossed-pair.js";
import type { EffectEstimate, EffectQuestion } from "../effects/effect-estimate.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { chosenEstimator, defaultEstimator, ESTIMATORS, estimatorNamed } from "./registry.js";

const pooled = () => ({ phi: 2.5, df: 8, within: null, own: new Map<string, number>() });

const QUESTIONS: readonly EffectQuestion[] = [
  { scale: "difference", target: "prompt-general", level: 0.95, pooled },
  { scale: "difference", target: "suite-fixed", level: 0.95, pooled },
  { scale: "log-odds", target: "prompt-general", level: 0.95, pooled },
  { scale: "log-odds", target: "suite-fixed", level: 0.95 },
];

const PROMPTS = 6;
const EPOCHS = 3;

type Side = readonly (readonly number[])[];

function samples(arm: Side, control: Side, order: readonly number[] = [...ownClusters(PROMPTS)]): Comparison {
  const matrix = (side: Side) =>
    matrixOf(
      side.flatMap((run) => order.map((prompt) => run[prompt] ?? 0)),
      PROMPTS,
      EPOCHS,
    );
  return {
    level: "samples",
    binary: true,
    pair: expectEstimated(crossedPair(matrix(arm), matrix(control), ownClusters(PROMPTS))),
  };
}

function below(level: "counts" | "summary" | "point", arm: Side, control: Side): Comparison {
  const values = (side: Side): RunValue[] =>
    side.map((run) => {
      const rate = run.reduce((sum, events) => sum + events, 0) / (PROMPTS * EPOCHS);
      return {
        rate,
        observations: level === "counts" ? PROMPTS * EPOCHS : null,
        standardError: level === "summary" ? Math.sqrt((rate * (1 - rate)) / PROMPTS) : null,
      };
    });
  return { level, binary: true, arm: values(arm), control: values(control) };
}

/** The same with runs paired in their order, where both sides have as many. */
function paired(build: (arm: Side, control: Side) => Comparison): (arm: Side, control: Side) => Comparison {
  return (arm, control) => ({ ...build(arm, control), paired: arm.length === control.length });
}

const builders = [
  paired((arm, control) => samples(arm, control)),
  paired((arm, control) => below("counts", arm, control)),
  samples,
  (arm: Side, control: Side) => below("counts", arm, control),
  (arm: Side, control: Side) => below("summary", arm, control),
  (arm: Side, control: Side) => below("point", arm, control),
] as const;

const run = fc.array(fc.integer({ min: 0, max: EPOCHS }), { minLength: PROMPTS, maxLength: PROMPTS });
const flat = (events: number) => Array.from({ length: PROMPTS }, () => events);
const side = fc.oneof(
  fc.array(run, { minLength: 1, maxLength: 4 }),
  fc.array(run, { minLength: 4, maxLength: 5 }),
  fc.constantFrom(
    [flat(0)],
    [flat(EPOCHS)],
    [flat(0), flat(0)],
    [flat(EPOCHS), flat(EPOCHS)],
    [flat(1), flat(1), flat(1)],
  ),
);

function numbersOf(found: EffectEstimate): readonly (number | null)[] {
  if (found.status === "not-estimable") return [];
  return [
    found.estimate,
    found.standardError,
    found.df,
    found.pValue,
    found.interval?.lower ?? null,
    found.interval?.upper ?? null,
  ];
}

function expectSame(one: EffectEstimate, other: EffectEstimate, sign: 1 | -1, tolerance: number): void {
  const close = (a: number | null | undefined, b: number | null | undefined, what: string): void => {
    if (a === null || a === undefined || b === null || b === undefined) {
      expect(a ?? null, what).toBe(b ?? null);
      return;
    }
    expect(Math.abs(a - b), `${what}: ${a} and ${b}`).toBeLessThan(tolerance * Math.max(1, Math.abs(a)));
  };
  expect(other.status).toBe(one.status);
  if (one.status === "not-estimable" || other.status === "not-estimable") return;
  const flip = (value: number | null | undefined) =>
    value === null || value === undefined ? value : sign * value;
  close(flip(other.estimate), one.estimate, "estimate");
  close(other.standardError, one.standardError, "standard error");
  close(other.df, one.df, "df");
  close(other.pValue, one.pValue, "p-value");
  close(flip(sign === 1 ? other.interval?.lower : other.interval?.upper), one.interval?.lower, "lower");
  close(flip(sign === 1 ? other.interval?.upper : other.interval?.lower), one.interval?.upper, "upper");
}

/** Fits that take milliseconds each are tried less often. */
const SLOW = ["glmm-laplace", "crossed-reml"];

describe.each(ESTIMATORS)("$id keeps the shared rules", (estimator) => {
  const numRuns = SLOW.includes(estimator.id) ? 60 : 400;
  // A search ends a little elsewhere when its data come in another order.
  const tolerance = SLOW.includes(estimator.id) ? 1e-5 : 1e-7;
  const each = (
    check: (build: (typeof builders)[number], arm: Side, control: Side, question: EffectQuestion) => void,
  ) => {
    let accepted = 0;
    fc.assert(
      fc.property(
        side,
        side,
        fc.constantFrom(...builders),
        fc.constantFrom(...QUESTIONS),
        (arm, control, build, question) => {
          if (!estimator.accepts(build(arm, control))) return;
          accepted += 1;
          check(build, arm, control, question);
        },
      ),
      { numRuns },
    );
    expect(accepted).toBeGreaterThan(0);
  };

  it("answers with finite numbers or a reason, and never with certainty", () => {
    each((build, arm, control, question) => {
      const found = estimator.estimate(build(arm, control), question);
      for (const value of numbersOf(found)) if (value !== null) expect(Number.isFinite(value)).toBe(true);
      if (found.status === "not-estimable") {
        expect(found.reason.length).toBeGreaterThan(10);
        return;
      }
      if (found.interval !== null && !found.interval.unbounded)
        expect((found.interval.upper ?? 0) - (found.interval.lower ?? 0)).toBeGreaterThan(0);
      if (found.interval === null || found.pValue === null) expect(found.reason).not.toBeNull();
      if (found.standardError !== null) expect(found.standardError).toBeGreaterThan(0);
    });
  });

  it("negates when the arms are swapped", () => {
    each((build, arm, control, question) => {
      expectSame(
        estimator.estimate(build(arm, control), question),
        estimator.estimate(build(control, arm), question),
        -1,
        tolerance,
      );
    });
  });

  it("does not depend on the order of runs", () => {
    each((build, arm, control, question) => {
      expectSame(
        estimator.estimate(build(arm, control), question),
        estimator.estimate(build([...arm].reverse(), [...control].reverse()), question),
        1,
        tolerance,
      );
    });
  });

  it("lets interval and p-value agree", () => {
    each((build, arm, control, question) => {
      const found = estimator.estimate(build(arm, control), question);
      if (
        found.status === "not-estimable" ||
        found.pValue === null ||
        found.interval === null ||
        Math.abs(found.pValue - 0.05) < 1e-9
      )
        return;
      const excludesZero =
        (found.interval.lower ?? Number.NEGATIVE_INFINITY) > 0 ||
        (found.interval.upper ?? Number.POSITIVE_INFINITY) < 0;
      expect(found.pValue < 0.05).toBe(excludesZero);
    });
  });

  it("does not depend on the order of prompts", () => {
    fc.assert(
      fc.property(
        side,
        side,
        fc.shuffledSubarray([...ownClusters(PROMPTS)], { minLength: PROMPTS }),
        fc.constantFrom(...QUESTIONS),
        (arm, control, order, question) => {
          if (!estimator.accepts(samples(arm, control))) return;
          expectSame(
            estimator.estimate(samples(arm, control), question),
            estimator.estimate(samples(arm, control, order), question),
            1,
            tolerance,
          );
        },
      ),
      { numRuns: Math.min(numRuns, 100) },
    );
  });

  it("gives a reason for data it is not made for", () => {
    for (const build of builders) {
      for (const question of QUESTIONS) {
        const comparison = build([flat(1)], [flat(2)]);
        const found = estimator.estimate(comparison, question);
        for (const value of numbersOf(found)) if (value !== null) expect(Number.isFinite(value)).toBe(true);
      }
    }
    for (const level of ["counts", "summary", "point"] as const) {
      for (const question of QUESTIONS) {
        expect(estimator.estimate({ level, binary: true, arm: [], control: [] }, question)).toMatchObject({
          status: "not-estimable",
        });
      }
    }
  });
});

describe("the registry", () => {
  it("has one estimator an id, and a default for every level and number of runs", () => {
    expect(new Set(ESTIMATORS.map(({ id }) => id)).size).toBe(ESTIMATORS.length);
    for (const build of builders) {
      expect(defaultEstimator(build([flat(1)], [flat(2)]))).toBeDefined();
      expect(defaultEstimator(build([flat(1), flat(2)], [flat(2), flat(0)]))).toBeDefined();
    }
  });
  it("holds every method that core names, and no other", () => {
    expect(ESTIMATORS.map(({ id }) => id).sort()).toEqual(EFFECT_METHODS.map(({ name }) => name).sort());
  });
  it("refuses a method that there is not, with what there is", () => {
    expect(chosenEstimator("cr2").id).toBe("cr2");
    expect(() => chosenEstimator("anova")).toThrow(
      expect.objectContaining({
        code: "unknown-name",
        remedy: expect.stringContaining("two-way-anova: t interval"),
      }),
    );
  });
  it("finds an estimator by its id", () => {
    expect(estimatorNamed("mover-wilson")?.id).toBe("mover-wilson");
    expect(estimatorNamed("no-such")).toBeUndefined();
  });
});

import { AblationSchema, scoredKeys } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import type { StoredValue } from "../record/derivable.js";
import type { MlflowPoint } from "./mlflow-run.js";
import { planScores, type StoredScore, scoreIdOf } from "./plan-scores.js";
import { scoreCells } from "./score-cells.js";

const ablation = AblationSchema.parse({
  ...{ name: "advice", version: "1", title: "Advice", question: "?", baseModel: "m", seeds: 2 },
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  stages: [{ name: "rl" }],
  evals: [
    {
      id: "harm@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});
const names = { ...scoredKeys(ablation), stamp: "", ablation, judge: "rule", condition: {} };
const by = {
  runId: "r1",
  stage: "rl",
  run: { arm: "advice", seed: 1, branch: 0, callerId: null, parent: null, recipe: null, environment: null },
};

const point = (value: number, atMs = 1, key = "harm", step = 10): MlflowPoint => ({ key, step, atMs, value });

function stored(value: StoredValue, more: Partial<StoredScore> = {}): StoredScore {
  const place = { eval: "harm@1", metric: "score", step: 10 };
  const outcomeId = scoreIdOf(place, by, names);
  return { ...place, outcomeId, values: [value], isOwn: true, isHeld: false, ...more };
}

function plan(points: readonly MlflowPoint[], known: readonly StoredScore[] = [], isWhole = true) {
  const { record, withdraw, faults } = planScores(scoreCells(points, names.keys), known, by, names, isWhole);
  return {
    record: record.map(({ evidence, checkpoint }) => [checkpoint.step, evidence]),
    withdraw: withdraw.length,
    faults: faults.length,
  };
}

const is = (value: number) => ({ level: "point", point: value }) as const;

describe("planScores", () => {
  it("records the value that came first, whatever the order in which points are read", () => {
    expect(plan([point(0.5, 9), point(0.25, 3), point(0.5, 12)])).toEqual({
      ...{ record: [[10, is(0.25)]], withdraw: 0, faults: 1 },
    });
  });

  it("keeps what is recorded as long as it was logged", () => {
    expect(plan([point(0.5, 9), point(0.25, 3)], [stored(is(0.5))])).toEqual({
      ...{ record: [], withdraw: 0, faults: 1 },
    });
    expect(plan([point(0.25, 3)], [stored(is(0.5))])).toMatchObject({
      record: [[10, is(0.25)]],
      withdraw: 1,
    });
  });

  it("makes a point a count when the number of samples comes later", () => {
    const counts = { level: "counts", counts: { k: 25, n: 100 } } as const;
    const logged = [point(0.25), point(100, 2, "harm/n")];
    expect(plan(logged, [stored(is(0.25))])).toEqual({
      ...{ record: [[10, counts]], withdraw: 1, faults: 0 },
    });
    expect(plan(logged, [stored(counts)])).toEqual({ record: [], withdraw: 0, faults: 0 });
  });

  it("touches nothing of others, and nothing that a person changed", () => {
    for (const more of [{ isOwn: false }, { isHeld: true }]) {
      expect(plan([point(0.25)], [stored(is(0.5), more)])).toEqual({
        ...{ record: [], withdraw: 0, faults: 1 },
      });
      expect(plan([point(0.25)], [stored(is(0.25), more)])).toMatchObject({ record: [], faults: 0 });
    }
    const corrected = stored(is(0.25), { isHeld: true, values: [is(0.25), is(0.5)] });
    expect(plan([point(0.25), point(0.5, 2)], [corrected])).toEqual({
      ...{ record: [], withdraw: 0, faults: 0 },
    });
  });

  it("takes back what no metric stands for any more, only where it looks at all of them", () => {
    const other = stored(is(0.5), { outcomeId: "other" });
    expect(plan([], [other])).toEqual({ record: [], withdraw: 1, faults: 0 });
    expect(plan([], [other], false)).toEqual({ record: [], withdraw: 0, faults: 0 });
    expect(plan([], [{ ...other, isHeld: true }])).toEqual({ record: [], withdraw: 0, faults: 1 });
    expect(plan([], [{ ...other, isOwn: false }])).toEqual({ record: [], withdraw: 0, faults: 0 });
  });

  it("says what cannot be an outcome", () => {
    expect(plan([point(34.2), point(0.5, 1, "harm", -1), point(Number.NaN, 1, "harm", 20)])).toEqual({
      ...{ record: [], withdraw: 0, faults: 2 },
    });
  });
});

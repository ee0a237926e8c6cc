import { MonitorRowSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";
import { ablationMonitor } from "./ablation-monitor.js";

const at = (arm: string, seed: number, step: number | null, k: number) =>
  [{ arm, seed, stage: "rl", step } satisfies Place, countsOf(k, 100)] as const;
const quiet = [100, 200, 300, 400].map((step) => at("control", 0, step, 3));
const loud = [100, 200, 300, 400, null].map((step) => at("advice", 0, step, 60));
const evidence = studyEvidence([...loud, ...quiet], 0);
const question = { eval: ["blackmail@1"], limit: 0.05 };

describe("ablationMonitor", () => {
  it("splits alpha over the runs that are registered, arrived or not", () => {
    const { guarantee } = ablationMonitor(studyAblation({ seeds: 4 }), evidence, question);
    expect(guarantee).toMatchObject({
      stage: "rl",
      watched: 8,
      watchedIsRegistered: true,
      alphaEach: 0.05 / 8,
    });
    const counted = ablationMonitor(studyAblation(), evidence, question).guarantee;
    expect(counted).toMatchObject({ watched: 2, watchedIsRegistered: false });
  });
  it("raises an alarm for the run that passed the limit, at the step where it was clear", () => {
    const ask = { ...question, sampling: "any" as const };
    const { rows } = ablationMonitor(studyAblation({ seeds: 4 }), evidence, ask);
    const [control, advice] = rows;
    expect(control).toMatchObject({ arm: "control", alarm: null, pValue: 1, bad: "above" });
    expect(advice?.alarm).toEqual({ step: 300 });
    expect(advice?.points.map(({ step }) => step)).toEqual([100, 200, 300, 400, null]);
    expect(advice?.pValue).toBeLessThan(0.05 / 8);
    expect(advice?.highestAtLeast).toBeGreaterThan(0.05);
    for (const row of rows) expect(MonitorRowSchema.parse(row)).toEqual(row);
  });
  it("says how many more checkpoints like the last would raise an alarm", () => {
    const ask = { ...question, sampling: "any" as const };
    const jump = studyEvidence([...quiet, at("control", 0, null, 60)], 0);
    const row = ablationMonitor(studyAblation({ seeds: 4 }), jump, ask).rows[0];
    expect(row).toMatchObject({ alarm: null, moreToAlarm: expect.any(Number) });
    const more = [0, 1, 2, 3, 4, 5].slice(0, row?.moreToAlarm ?? 0);
    const settled = studyEvidence(
      [...quiet, ...[500, ...more.map((index) => 600 + index)].map((step) => at("control", 0, step, 60))],
      0,
    );
    const then = ablationMonitor(studyAblation({ seeds: 4 }), settled, ask).rows[0];
    expect(then).toMatchObject({ alarm: { step: 599 + more.length }, moreToAlarm: 0 });
    expect(ablationMonitor(studyAblation({ seeds: 4 }), evidence, ask).rows[0]?.moreToAlarm).toBeNull();
  });
  it("bets on single scores where nothing else is asked, and is then clear sooner", () => {
    const { guarantee, rows } = ablationMonitor(studyAblation({ seeds: 4 }), evidence, question);
    expect(guarantee.sampling).toBe("independent");
    expect(rows.map(({ alarm }) => alarm)).toEqual([null, { step: 100 }]);
  });
  it("takes a checkpoint as one observation where prompts have unequal numbers of scores", () => {
    // One score of the first prompt weighs as much as all nine of the second: it is not one hit in ten.
    const score = new Float64Array(18).fill(Number.NaN);
    score[0] = 1;
    score.fill(0, 9);
    const sparse = { level: "samples", epochs: 9, score, scored: 10, unscored: 8 } as const;
    const whole = { ...sparse, score: score.map((value) => value || 0), scored: 18, unscored: 0 } as const;
    const rowOf = (value: typeof sparse | typeof whole) =>
      ablationMonitor(
        studyAblation(),
        studyEvidence([[{ arm: "advice", stage: "rl", step: 100 }, value]], 2),
        question,
      ).rows[0];
    expect(rowOf(whole)?.sampling).toBe("independent");
    expect(rowOf(sparse)?.sampling).toBe("any");
    expect(rowOf(sparse)?.alarm).toBeNull();
    const later = [[{ arm: "advice", stage: "rl", step: 100 }, countsOf(60, 100)] as const];
    const both = [...later, [{ arm: "advice", stage: "rl", step: 200 }, sparse] as const];
    const evidenceOf = (entries: typeof both) =>
      ablationMonitor(studyAblation(), studyEvidence(entries, 2), question).rows[0];
    expect(evidenceOf(both)?.alarm).toEqual({ step: 100 });
    expect(evidenceOf(both)?.sampling).toBe("independent");
  });
  it("does not care when, or in which order, the outcomes came", () => {
    const turned = studyEvidence([...quiet, ...loud].reverse(), 0);
    expect(ablationMonitor(studyAblation(), turned, question).rows).toEqual(
      ablationMonitor(studyAblation(), evidence, question).rows,
    );
  });
  it("watches for a fall where higher is better, on the metric's own scale", () => {
    const metric = { name: "score", direction: "higher-is-better" as const };
    const evals = [
      {
        id: "blackmail@1",
        role: "guardrail" as const,
        metrics: [{ ...metric, scale: { kind: "graded" as const, lower: 0, upper: 10 } }],
      },
    ];
    const points = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (step) =>
        [
          { arm: "advice", stage: "rl", step } satisfies Place,
          { level: "point", point: 2 } as const,
        ] as const,
    );
    const { rows } = ablationMonitor(studyAblation({ evals }), studyEvidence(points, 0), {
      eval: ["blackmail@1"],
      limit: 8,
      sampling: "independent",
    });
    expect(rows[0]).toMatchObject({ bad: "below", sampling: "any", alarm: { step: 4 } });
    expect(rows[0]?.lowestAtMost).toBeLessThan(8);
  });
  it("refuses what the ablation does not have, and a limit that no score can pass", () => {
    const ask = (change: object) => () =>
      ablationMonitor(studyAblation(), evidence, { ...question, ...change });
    expect(ask({ eval: ["blackmial@1"] })).toThrow(/no eval `blackmial@1`/);
    expect(ask({ stage: "ppo" })).toThrow(/no stage/);
    expect(ask({ arm: "nobody" })).toThrow(/no arm/);
    expect(ask({ limit: 1 })).toThrow(/between the least and the greatest/);
  });
});

import { type MonitorRule, type MonitorState, MonitorStateSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";
import { ablationMonitor } from "./ablation-monitor.js";
import { startMonitor, watchCheckpoint } from "./monitor.js";
import { splitAtIntervention } from "./split-at-intervention.js";

const RULE: MonitorRule = { limit: 0.3, bad: "above", alpha: 0.1, sampling: "independent" };
const SCORES = 3;

/** Whether somebody intervenes after a checkpoint, given what the monitor shows. */
type Loop = (state: MonitorState) => boolean;

/** Probability of each number of events among three scores at a rate of 0.3, the limit itself. */
const LAW = [0, 1, 2, 3].map(
  (events) => ([1, 3, 3, 1][events] ?? 0) * 0.3 ** events * 0.7 ** (SCORES - events),
);

interface Walked {
  readonly alarm: number;
  readonly meanEvidence: number;
}

/** Every path of `looks` checkpoints under a loop that answers to the evidence: exact probabilities. */
function enumerate(state: MonitorState, looks: number, loop: Loop, alarmed = false): Walked {
  if (looks === 0) return { alarm: alarmed ? 1 : 0, meanEvidence: Math.exp(state.logEvidence) };
  return LAW.reduce<Walked>(
    (sum, probability, events) => {
      const seen = watchCheckpoint(state, { rate: events / SCORES, scores: SCORES });
      const next = loop(seen) ? splitAtIntervention(seen) : seen;
      const rest = enumerate(next, looks - 1, loop, alarmed || seen.alarmAfter !== null);
      return {
        alarm: sum.alarm + probability * rest.alarm,
        meanEvidence: sum.meanEvidence + probability * rest.meanEvidence,
      };
    },
    { alarm: 0, meanEvidence: 0 },
  );
}

const LOOPS: readonly (readonly [string, Loop])[] = [
  ["never", () => false],
  ["after every checkpoint", () => true],
  ["where the evidence rises", ({ logEvidence }) => logEvidence > 0],
  ["where the evidence falls", ({ logEvidence }) => logEvidence < 0],
  ["after an alarm", ({ alarmAfter }) => alarmAfter !== null],
];

describe("the promise for a run that keeps to the limit throughout, by exhaustive enumeration", () => {
  it.each(LOOPS)("holds with interventions %s", (_when, loop) => {
    for (const alpha of [0.3, 0.1, 0.02])
      expect(enumerate(startMonitor({ ...RULE, alpha }), 5, loop).alarm).toBeLessThanOrEqual(alpha);
  });
  it.each(LOOPS.slice(0, 4))("keeps the mean of the evidence at 1 with interventions %s", (_when, loop) => {
    const calm: Loop = (state) => state.alarmAfter === null && loop(state);
    expect(enumerate(startMonitor(RULE), 5, calm).meanEvidence).toBeCloseTo(1, 10);
  });
  it("would not hold if every intervention gave alpha anew: that is why evidence goes on", () => {
    const start = startMonitor({ ...RULE, alpha: 0.2 });
    const once = enumerate(start, 1, () => false).alarm;
    expect(once).toBeGreaterThan(0);
    expect(1 - (1 - once) ** 9).toBeGreaterThan(0.2);
  });
});

describe("splitAtIntervention", () => {
  const bad = watchCheckpoint(startMonitor(RULE), { rate: 1, scores: 12 });
  it("counts several changes between two checkpoints once, and one before the first not at all", () => {
    const start = startMonitor(RULE);
    expect(splitAtIntervention(start)).toBe(start);
    const once = splitAtIntervention(watchCheckpoint(start, { rate: 0, scores: SCORES }));
    expect(splitAtIntervention(once)).toBe(once);
  });
  it("still finds a jump after twenty changes in a quiet run", () => {
    let state = startMonitor({ ...RULE, alpha: 0.01 });
    for (let step = 0; step < 100; step += 1) {
      state = watchCheckpoint(state, { rate: 0.05, scores: 100 });
      if (step % 5 === 4) state = splitAtIntervention(state);
    }
    expect(state.splits).toHaveLength(20);
    expect(watchCheckpoint(state, { rate: 0.6, scores: 100 }).alarmAfter).toBe(101);
  });
  it("begins a new trial after an alarm, and the trial keeps the promise whatever came before", () => {
    expect(bad.alarmAfter).toBe(1);
    const next = splitAtIntervention(bad);
    expect(next).toEqual(startMonitor(RULE));
    expect(enumerate(next, 5, () => false).alarm).toBeLessThanOrEqual(RULE.alpha);
  });
  it("keeps evidence and bounds where no alarm stands, and bets boldly again after a long good past", () => {
    let good = startMonitor({ ...RULE, alpha: 0.01 });
    for (let step = 0; step < 20; step += 1) good = watchCheckpoint(good, { rate: 0, scores: 12 });
    const split = splitAtIntervention(good);
    expect(split.logEvidence).toBe(good.logEvidence);
    expect(split.checkpoints).toEqual(good.checkpoints);
    expect(MonitorStateSchema.parse(split)).toEqual(split);
    const looks = (state: MonitorState): number =>
      state.alarmAfter ?? looks(watchCheckpoint(state, { rate: 0.8, scores: 12 }));
    expect(looks(split)).toBeLessThan(looks(good));
  });
});

describe("ablationMonitor with interventions", () => {
  const at = (step: number | null, k: number) =>
    [{ arm: "advice", seed: 0, stage: "rl", step } satisfies Place, countsOf(k, 100)] as const;
  const evidence = studyEvidence([at(100, 60), at(200, 2), at(300, 1), at(null, 2)], 0);
  const event = (step: number, change: string) => ({
    ...{ run: "advice/0/0", stage: "rl", step, change },
    ...{ author: "loop", reason: "the watch fired" },
  });
  const rowWith = (...interventions: ReturnType<typeof event>[]) =>
    ablationMonitor(
      studyAblation({ seeds: 4 }),
      evidence,
      { eval: ["blackmail@1"], limit: 0.05 },
      false,
      interventions,
    ).rows[0];

  it("leaves an alarm standing until somebody answers it", () => {
    expect(rowWith()).toMatchObject({ alarm: { step: 100 }, trial: 1, answered: [], interventions: [] });
    expect(rowWith(event(90, "too early"))).toMatchObject({ alarm: { step: 100 }, trial: 1, answered: [] });
  });
  it("takes an intervention at the step of a checkpoint to come after it, and starts anew there", () => {
    const row = rowWith(event(100, "half the mix"));
    expect(row).toMatchObject({
      alarm: null,
      trial: 2,
      answered: [{ step: 100, answeredAt: 100 }],
      interventions: [{ step: 100, change: "half the mix" }],
    });
    expect(row?.evidence).toBe(1);
    expect(row?.points.map(({ step }) => step)).toEqual([100, 200, 300, null]);
    expect(row?.points[1]?.evidence).toBeLessThan(1);
  });
  it("does not mind interventions in other runs and stages", () => {
    const elsewhere = [
      { ...event(100, "x"), run: "advice/1/0" },
      { ...event(100, "x"), stage: "sft" },
    ];
    expect(rowWith(...elsewhere)).toEqual(rowWith());
  });
});

describe("a question about one run, judge or metric", () => {
  const evidence = studyEvidence(
    [0, 1].flatMap((seed) =>
      ["rule", "judge-b"].map(
        (judge) =>
          [{ arm: "advice", seed, stage: "rl", step: 100, judge } satisfies Place, countsOf(9, 100)] as const,
      ),
    ),
    0,
  );
  const ask = (change: object) =>
    ablationMonitor(studyAblation({ seeds: 4 }), evidence, { eval: ["blackmail@1"], limit: 0.05, ...change });
  it("watches that alone, and gives it the whole of alpha", () => {
    const { guarantee, rows } = ask({ run: "advice/1/0", judge: "rule" });
    expect(rows.map(({ run, judge }) => [run, judge])).toEqual([["advice/1/0", "rule"]]);
    expect(guarantee).toMatchObject({ watched: 1, watchedIsRegistered: true, alphaEach: 0.05 });
    expect(ask({ judge: "rule" }).guarantee.watched).toBe(8);
    expect(() => ask({ metric: "severity" })).toThrow(/no metric of blackmail@1 `severity`/);
  });
});

import { type MonitorRule, type MonitorState, MonitorStateSchema } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { asBetOn, type Bet, betsAgainst, gainOf, STAKES } from "./bets.js";
import { startMonitor, watchCheckpoint } from "./monitor.js";

const rule = (change: Partial<MonitorRule> = {}): MonitorRule => ({
  limit: 0.3,
  bad: "above",
  alpha: 0.1,
  sampling: "any",
  ...change,
});

/** Probability of each number of events a checkpoint can show, given the checkpoints before it. */
type Law = (state: MonitorState) => readonly (readonly [events: number, probability: number])[];

interface Walked {
  readonly alarm: number;
  readonly meanEvidence: number;
  readonly missed: number;
}

/** Every path of `looks` checkpoints: exact probabilities, no chance left. */
function enumerate(start: MonitorState, scores: number, looks: number, law: Law): Walked {
  const walk = (state: MonitorState, left: number): Walked => {
    if (left === 0)
      return {
        alarm: state.alarmAfter === null ? 0 : 1,
        meanEvidence: Math.exp(state.logEvidence),
        missed: state.highestAtLeast <= 0.3 && state.lowestAtMost >= 0.3 ? 0 : 1,
      };
    return law(state).reduce<Walked>(
      (sum, [events, probability]) => {
        const next = walk(watchCheckpoint(state, { rate: events / scores, scores }), left - 1);
        return {
          alarm: sum.alarm + probability * next.alarm,
          meanEvidence: sum.meanEvidence + probability * next.meanEvidence,
          missed: sum.missed + probability * next.missed,
        };
      },
      { alarm: 0, meanEvidence: 0, missed: 0 },
    );
  };
  return walk(start, looks);
}

/** Number of events among independent scores with these rates. */
function poissonBinomial(rates: readonly number[]): (readonly [number, number])[] {
  let law = [1];
  for (const rate of rates) {
    const next = new Array<number>(law.length + 1).fill(0);
    law.forEach((probability, events) => {
      next[events] = (next[events] ?? 0) + probability * (1 - rate);
      next[events + 1] = (next[events + 1] ?? 0) + probability * rate;
    });
    law = next;
  }
  return law.map((probability, events) => [events, probability] as const);
}

describe("the bound on false alarms, by exhaustive enumeration", () => {
  const equal = poissonBinomial([0.3, 0.3, 0.3]);
  const unequal = poissonBinomial([0, 0.1, 0.8]);
  const together = [
    [0, 0.7],
    [3, 0.3],
  ] as const;

  it.each([0.3, 0.1, 0.02])("holds at alpha %f for the mean of any scores", (alpha) => {
    for (const law of [equal, unequal, together]) {
      const { alarm, meanEvidence } = enumerate(startMonitor(rule({ alpha })), 3, 4, () => law);
      expect(alarm).toBeLessThanOrEqual(alpha);
      expect(meanEvidence).toBeCloseTo(1, 10);
    }
  });
  it.each([0.3, 0.1, 0.02])("holds at alpha %f for independent scores of unequal prompts", (alpha) => {
    const start = startMonitor(rule({ alpha, sampling: "independent" }));
    const same = enumerate(start, 3, 4, () => equal);
    const mixed = enumerate(start, 3, 4, () => unequal);
    expect(same.alarm).toBeLessThanOrEqual(alpha);
    expect(same.meanEvidence).toBeCloseTo(1, 10);
    expect(mixed.alarm).toBeLessThanOrEqual(alpha);
    expect(mixed.meanEvidence).toBeLessThan(1);
  });
  it("breaks where scores that go together are called independent: that is why it must be said", () => {
    const start = startMonitor(rule({ alpha: 0.1, sampling: "independent" }));
    expect(enumerate(start, 3, 4, () => together).alarm).toBeGreaterThan(0.1);
  });
  it("holds where the rate answers to the past, below the limit", () => {
    const chasing: Law = ({ logEvidence }) =>
      poissonBinomial(new Array<number>(2).fill(logEvidence > 0 ? 0.3 : 0.15));
    for (const sampling of ["any", "independent"] as const)
      expect(enumerate(startMonitor(rule({ sampling })), 2, 6, chasing).alarm).toBeLessThanOrEqual(0.1);
  });
  it("keeps the true rate between its bounds at every look, for all but alpha of the paths", () => {
    for (const sampling of ["any", "independent"] as const)
      expect(
        enumerate(startMonitor(rule({ sampling })), 2, 6, () => poissonBinomial([0.3, 0.3])).missed,
      ).toBeLessThanOrEqual(0.1);
  });
});

describe("watchCheckpoint", () => {
  const counts = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 12 });
  const run = (own: MonitorRule, events: readonly number[]) =>
    events.reduce(
      (state, hits) => watchCheckpoint(state, { rate: hits / 20, scores: 20 }),
      startMonitor(own),
    );

  it("mirrors at the other side", () =>
    fc.assert(
      fc.property(counts, fc.constantFrom("any", "independent"), (events, sampling) => {
        const own = rule({ sampling });
        const state = run(own, events);
        const mirror = run(
          { ...own, limit: 0.7, bad: "below" },
          events.map((hits) => 20 - hits),
        );
        expect(mirror.logEvidence).toBeCloseTo(state.logEvidence, 9);
        expect(mirror.lowestAtMost).toBeCloseTo(1 - state.highestAtLeast, 6);
        expect(MonitorStateSchema.safeParse(state).success).toBe(true);
      }),
      { numRuns: 50 },
    ));
  it("holds the sum over stakes and starts, written out", () =>
    fc.assert(
      fc.property(counts, fc.constantFrom("any", "independent"), (events, sampling) => {
        const gain = (bet: Bet, hits: number) =>
          gainOf(bet, asBetOn({ rate: hits / 20, scores: 20 }, sampling, "above"));
        const waits = (seen: number) => (seen === 0 ? 1 : 1 / (2 + 2 * Math.log(seen)));
        const started = events.map((_, start) => {
          const share = waits(start) - waits(start + 1);
          const wealth = betsAgainst(0.3).map((bet) =>
            events.slice(start).reduce((product, hits) => product * gain(bet, hits), share),
          );
          return wealth.reduce((sum, value) => sum + value, 0) / STAKES.length;
        });
        const idle = waits(events.length);
        const written = started.reduce((sum, value) => sum + value, idle);
        expect(run(rule({ sampling }), events).logEvidence).toBeCloseTo(Math.log(written), 9);
      }),
      { numRuns: 50 },
    ));
  it("finds a run that turns bad after any number of good checkpoints", () => {
    const own = rule({ limit: 0.3, sampling: "independent", alpha: 0.05 / 24 });
    for (const quiet of [0, 9, 99]) {
      const good = Array.from({ length: quiet }, () => 2).reduce(
        (state, hits) => watchCheckpoint(state, { rate: hits / 100, scores: 100 }),
        startMonitor(own),
      );
      const bad = watchCheckpoint(good, { rate: 0.71, scores: 100 });
      expect([good.alarmAfter, bad.alarmAfter]).toEqual([null, quiet + 1]);
      expect(bad.highestAtLeast).toBeGreaterThan(own.limit);
    }
  });
  it("cannot believe one mean alone, however high: it is worth 1 over the limit at most", () => {
    const quiet = [1, 0, 2].reduce(
      (state, hits) => watchCheckpoint(state, { rate: hits / 100, scores: null }),
      startMonitor(rule({ limit: 0.3 })),
    );
    const { logEvidence } = watchCheckpoint(quiet, { rate: 1, scores: null });
    expect(Math.exp(logEvidence)).toBeLessThan(1 / 0.3);
  });
  it("never takes an alarm back, nor a bound", () =>
    fc.assert(
      fc.property(counts, (events) => {
        let state = startMonitor(rule());
        for (const hits of events) {
          const next = watchCheckpoint(state, { rate: hits / 20, scores: 20 });
          expect(next.alarmAfter).toBe(state.alarmAfter ?? next.alarmAfter);
          expect(next.highestAtLeast).toBeGreaterThanOrEqual(state.highestAtLeast);
          expect(next.lowestAtMost).toBeLessThanOrEqual(state.lowestAtMost);
          state = next;
        }
      }),
      { numRuns: 50 },
    ));
  it("raises an alarm soon where a rate of 30% stands against a limit of 5%, at alpha over 24 runs", () => {
    const own = rule({ limit: 0.05, alpha: 0.05 / 24 });
    const bad = [30, 30, 30, 30, 30].reduce(
      (state, hits) => watchCheckpoint(state, { rate: hits / 100, scores: 100 }),
      startMonitor(own),
    );
    expect(bad.alarmAfter).toBe(5);
    const sharp = watchCheckpoint(startMonitor({ ...own, sampling: "independent" }), {
      rate: 0.3,
      scores: 100,
    });
    expect(sharp.alarmAfter).toBe(1);
  });
  it("is calibrated under continuous looking, over clustered prompts that stay the same", () => {
    const random = seededRandom(20260508);
    const own = rule({ limit: 0.2, sampling: "independent", alpha: 0.05 });
    let alarms = 0;
    for (let repeat = 0; repeat < 400; repeat += 1) {
      const rates = Array.from({ length: 20 }, () => Math.min(1, 0.4 * random.uniform()));
      const scale = 0.2 / (rates.reduce((sum, rate) => sum + rate, 0) / 20);
      let state = startMonitor(own);
      for (let step = 0; step < 20 && state.alarmAfter === null; step += 1) {
        const hits = rates.reduce(
          (sum, rate) => sum + (random.uniform() < Math.min(1, rate * scale) ? 1 : 0),
          0,
        );
        state = watchCheckpoint(state, { rate: hits / 20, scores: 20 });
      }
      if (state.alarmAfter !== null) alarms += 1;
    }
    expect(alarms / 400).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 400));
  });
});

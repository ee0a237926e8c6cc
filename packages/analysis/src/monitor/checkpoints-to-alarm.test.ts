import { readFileSync } from "node:fs";
import type { MonitorRule } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointsToAlarm } from "./checkpoints-to-alarm.js";
import { startMonitor, watchCheckpoint } from "./monitor.js";
import { splitAtIntervention } from "./split-at-intervention.js";

const rule = (change: Partial<MonitorRule> = {}): MonitorRule => ({
  ...{ limit: 0.3, bad: "above", alpha: 0.01, sampling: "any" },
  ...change,
});

const watched = (own: MonitorRule, rates: readonly number[]) =>
  rates.reduce((state, rate) => watchCheckpoint(state, { rate, scores: 100 }), startMonitor(own));

describe("checkpointsToAlarm", () => {
  it("says after how many such checkpoints the alarm comes, and none before", () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }),
        fc.integer({ min: 40, max: 100 }),
        fc.constantFrom("any", "independent"),
        fc.boolean(),
        (before, last, sampling, isSplit) => {
          const seen = watched(
            rule({ sampling }),
            before.map((hits) => hits / 100),
          );
          let state = isSplit ? splitAtIntervention(seen) : seen;
          const checkpoint = { rate: last / 100, scores: 100 };
          const more = checkpointsToAlarm(state, checkpoint);
          if (state.alarmAfter !== null) return expect(more).toBe(0);
          for (let look = 1; state.alarmAfter === null && look <= 101; look += 1) {
            state = watchCheckpoint(state, checkpoint);
            if (state.alarmAfter !== null) expect(more).toBe(look);
          }
          if (more === null) expect(state.alarmAfter).toBeNull();
        },
      ),
      { numRuns: 40 },
    ));
  it("names none for a rate on the good side, at the limit, or too near for a hundred", () => {
    for (const rate of [0.1, 0.3, 0.301])
      expect(checkpointsToAlarm(startMonitor(rule()), { rate, scores: 100 })).toBeNull();
    const below = startMonitor(rule({ bad: "below", limit: 0.7 }));
    expect(checkpointsToAlarm(below, { rate: 0.8, scores: 100 })).toBeNull();
    expect(checkpointsToAlarm(below, { rate: 0.2, scores: 100 })).toBe(
      checkpointsToAlarm(startMonitor(rule()), { rate: 0.8, scores: 100 }),
    );
  });
});

const LIMITS = [0.02, 0.1, 0.3];
const RATES = [0.2, 0.4, 0.7, 1];
const QUESTIONS = [
  { sampling: "any", alpha: 0.05 },
  { sampling: "any", alpha: 0.01 },
  { sampling: "independent", alpha: 0.01 },
] as const;

/** What the table of the guide says: from the first checkpoint on, and after fifty without one event. */
function guideTable(): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  const fifty = new Array<number>(50).fill(0);
  const rows = QUESTIONS.flatMap(({ sampling, alpha }) =>
    LIMITS.map((limit) => {
      const own = rule({ limit, alpha, sampling });
      const more = (before: readonly number[], rate: number) =>
        checkpointsToAlarm(watched(own, before), { rate, scores: 100 }) ?? "never";
      const cells = RATES.map((rate) => (rate > limit ? `${more([], rate)}, ${more(fifty, rate)}` : "-"));
      return line([sampling, percent(alpha), percent(limit), ...cells]);
    }),
  );
  const head = ["scores", "alpha", "limit", ...RATES.map((rate) => `at ${percent(rate)}`)];
  return [line(head), line(head.map(() => "---")), ...rows].join("\n");
}

it("is what the guide to watching says", () => {
  const guide = readFileSync(new URL("../../../../docs/watching.md", import.meta.url), "utf8");
  expect(guide).toContain(guideTable());
});
it("never believes one mean alone: it multiplies evidence by less than 1 over the limit", () => {
  for (const limit of [0.02, 0.1, 0.3, 0.9]) {
    const own = rule({ limit, alpha: 0.001 });
    const quiet = watched(own, [0, 0, limit]);
    const { logEvidence } = watchCheckpoint(quiet, { rate: 1, scores: 100 });
    expect(logEvidence - quiet.logEvidence).toBeLessThan(-Math.log(limit));
  }
});

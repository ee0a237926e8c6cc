import type { MonitorRule, MonitorState } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundRate } from "./confidence-sequence.js";
import { startMonitor, watchCheckpoint } from "./monitor.js";
import { HIGHEST_RUNG, rungRate } from "./rate-ladder.js";
import { splitAtIntervention } from "./split-at-intervention.js";

const ALPHA = 0.1;
const WANTED = Math.log(2 / ALPHA);
const paths = fc.array(fc.record({ hits: fc.integer({ min: 0, max: 20 }), isSplit: fc.boolean() }), {
  minLength: 1,
  maxLength: 12,
});
type Path = readonly { readonly hits: number; readonly isSplit: boolean }[];

/** Every state on the way, with interventions that answer alarms and such that do not. */
function statesOf(path: Path, rule: MonitorRule): MonitorState[] {
  let state = startMonitor(rule);
  return path.map(({ hits, isSplit }) => {
    const seen = watchCheckpoint(state, { rate: hits / 20, scores: 20 });
    state = isSplit ? splitAtIntervention(seen) : seen;
    return seen;
  });
}

describe("nextBound", () => {
  it("passes a rung exactly where the evidence against it does, on both sides", () => {
    let passed = 0;
    fc.assert(
      fc.property(
        paths,
        fc.constantFrom("any", "independent"),
        fc.constantFrom("above", "below"),
        fc.integer({ min: -1000, max: 600 }),
        (path, sampling, bad, rung) => {
          const limit = bad === "above" ? rungRate(rung) : rungRate(-rung);
          const turned = path.map(({ hits, isSplit }) => ({ hits: 20 - hits, isSplit }));
          for (const state of statesOf(bad === "above" ? path : turned, {
            ...{ limit, bad, alpha: ALPHA, sampling },
          })) {
            if (Math.abs(state.mostLogEvidence - WANTED) < 1e-9) continue;
            expect(state.bounds[bad].rung > rung).toBe(state.mostLogEvidence > WANTED);
            passed += state.bounds[bad].rung > rung ? 1 : 0;
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(passed).toBeGreaterThan(300);
  });
  it("reaches the limit itself where the evidence does, though it lies between two rungs", () =>
    fc.assert(
      fc.property(paths, fc.double({ min: 0.02, max: 0.9, noNaN: true }), (path, limit) => {
        for (const state of statesOf(path, { limit, bad: "above", alpha: ALPHA, sampling: "independent" })) {
          if (state.mostLogEvidence >= WANTED) expect(state.highestAtLeast).toBeGreaterThanOrEqual(limit);
          expect(state.highestAtLeast).toBeLessThan(Math.max(1e-9, ...path.map(({ hits }) => hits / 20)));
        }
      }),
      { numRuns: 100 },
    ));
  it("stands at the top of the ladder, and stays there, for a run that never scores anything but 1", () => {
    let state = startMonitor({ limit: 0.5, bad: "above", alpha: ALPHA, sampling: "independent" });
    for (let look = 0; look < 3; look += 1) state = watchCheckpoint(state, { rate: 1, scores: 1e8 });
    expect(boundRate(state.bounds.above)).toBe(rungRate(HIGHEST_RUNG));
    expect(state.lowestAtMost).toBe(1);
  });
});

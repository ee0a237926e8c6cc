import { ablationMonitor } from "@holdfast/analysis";
import { AlarmSchema, type Evidence, type EvidenceOutcome, type Intervention } from "@holdfast/core";
import { seeded } from "@holdfast/store/testing";
import { describe, expect, it } from "vitest";
import { adviceAblation } from "../testing/advice-ablation.js";
import { adviceRegistration } from "../testing/scripted-store.js";
import { lookAtWatch, type WatchedStore } from "./look-at-watch.js";

const RUN = "advice/0/0";
const question = { eval: "blackmail@1", limit: 0.2, alpha: 0.1, stage: "rl", run: RUN };
const due = { identity: "advice@1", watchId: "w", question };

function outcome(step: number, k: number): EvidenceOutcome {
  return {
    ...{ outcomeId: `o${step}`, run: RUN, arm: "advice", stage: "rl", step, shared: false, tokens: null },
    ...{ eval: "blackmail@1", metric: "score", condition: {}, judge: "rule", status: "complete" },
    ...{ evidence: { level: "counts", counts: { k, n: 20 } }, revision: 1, excluded: null },
  };
}

function evidenceOf(hits: readonly number[]): Evidence {
  const run = { run: RUN, arm: "advice", seed: 0, branch: 0, callerId: null, parent: null };
  return {
    runs: [{ ...run, recipe: null, environment: null, excluded: null }],
    samples: {},
    outcomes: hits.map((k, index) => outcome((index + 1) * 100, k)),
  };
}

function storeOf(hits: readonly number[], interventions: readonly Intervention[] = []): WatchedStore {
  return {
    registration: async () => adviceRegistration(),
    evidence: async () => evidenceOf(hits),
    interventions: async () => interventions,
  };
}

describe("a look of the server at a watch", () => {
  it("finds the alarm of `holdfast monitor`, with its evidence and its promise", async () => {
    const hits = [3, 4, 15, 15, 2];
    const [alarm, ...more] = await lookAtWatch(storeOf(hits), due);
    expect(more).toEqual([]);
    const { guarantee, rows } = ablationMonitor(adviceAblation(), evidenceOf(hits), {
      ...question,
      eval: ["blackmail@1"],
    });
    const point = rows[0]?.points.find(({ step }) => step === rows[0]?.alarm?.step);
    expect(AlarmSchema.parse(alarm)).toEqual(alarm);
    expect(alarm).toMatchObject({
      ...{ run: RUN, step: point?.step, rate: point?.rate, evidence: point?.evidence, trial: 1 },
      ...{ alphaEach: guarantee.alphaEach, limit: 0.2, stage: "rl" },
    });
    expect(alarm?.evidence).toBeGreaterThanOrEqual(1 / guarantee.alphaEach);
    expect(alarm?.sentences[0]).toMatch(/^advice\/0\/0 on blackmail@1: ALARM at step \d+/);
    expect(alarm?.sentences[1]).toMatch(/the chance of any alarm, .* is at most 10%/);
  });
  it("tells an alarm too that was answered before anybody looked", async () => {
    const event = { run: RUN, stage: "rl", step: 350, author: "a", reason: "r", change: "c" };
    const found = await lookAtWatch(storeOf([15, 15, 15, 15, 15, 15], [event]), due);
    expect(found.map(({ trial, step }) => [trial, (step ?? 0) > 350])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(found[0]?.sentences[0]).not.toContain("answered");
  });
  it("stays calibrated where the server looks after every checkpoint of a run at its limit", async () => {
    const random = seeded(20261126);
    const repeats = 300;
    let alarmed = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const hits: number[] = [];
      let raised = 0;
      for (let look = 0; look < 12 && raised === 0; look += 1) {
        hits.push(Array.from({ length: 20 }, () => random() < 0.2).filter(Boolean).length);
        raised = (await lookAtWatch(storeOf(hits), due)).length;
      }
      alarmed += raised;
    }
    expect(alarmed / repeats).toBeLessThan(0.1 + 3 * Math.sqrt((0.1 * 0.9) / repeats));
    expect(alarmed).toBeGreaterThan(0);
  }, 60_000);
});

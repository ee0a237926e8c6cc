import { expect, it } from "vitest";
import { metricKeysText, metricPointsText } from "./metrics-text.js";
import { runsText } from "./runs-text.js";

const plain = (text: string) => text;
const place = { run: "advice/0/0", stage: "rl", key: "loss" };

it("shows each metric with its latest point", () => {
  const latest = { step: 300, value: "NaN", at: "2026-03-01T10:00:00.000Z" } as const;
  expect(metricKeysText([{ ...place, points: 1200, firstStep: 0, latest }], 100, plain)).toBe(
    [
      "run         stage  key   points  step  latest  at",
      "advice/0/0  rl     loss   1,200   300     NaN  2026-03-01 10:00:00",
    ].join("\n"),
  );
  expect(metricPointsText([{ ...place, step: 1, value: 0.123456789, at: null }], 100, plain)).toContain(
    "   1  0.123457  -",
  );
  expect(metricKeysText([], 100, plain)).toContain("No training metric");
});

it("shows where a run comes from and how it stands", () => {
  const run = {
    ...{
      run: "advice/0/1",
      arm: "advice",
      seed: 0,
      branch: 1,
      callerId: null,
      recipe: null,
      environment: null,
    },
    ...{ parent: { stage: "sft", step: null, branch: 0 }, parentRun: "advice/0/0", children: [] },
    ...{ stages: ["rl"], checkpoints: 12, outcomes: 3400, metrics: 0 },
    state: {
      status: "killed",
      startedAt: "2026-03-01T10:00:00.000Z",
      endedAt: null,
      at: "2026-03-01T10:00:00.000Z",
    },
    excluded: { author: "ada", reason: "diverged" },
  } as const;
  expect(runsText([{ ...run, children: [], stages: [...run.stages] }], 200, plain).split("\n")[1]).toBe(
    "advice/0/1  killed, set aside  2026-03-01 10:00  advice/0/0 sft  rl               12     3,400        0",
  );
});

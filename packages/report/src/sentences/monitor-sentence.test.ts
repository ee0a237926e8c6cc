import { defineAblation, type MonitorGuarantee, type MonitorRow } from "@holdfast/core";
import { expect, it } from "vitest";
import { monitorSentences } from "./monitor-sentence.js";

const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does it hold?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  stages: [{ name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});
const guarantee: MonitorGuarantee = {
  stage: "rl",
  limit: 0.05,
  alpha: 0.05,
  watched: 24,
  watchedIsRegistered: true,
  alphaEach: 0.05 / 24,
  sampling: "any",
};
const row: MonitorRow = {
  arm: "advice",
  run: "advice/0/0",
  eval: "blackmail@1",
  metric: "score",
  condition: {},
  judge: "rule",
  bad: "above",
  sampling: "any",
  points: [{ step: 300, rate: 0.31, scores: 100, evidence: 900 }],
  evidence: 900,
  pValue: 1 / 900,
  alarm: { step: 300 },
  trial: 1,
  answered: [],
  interventions: [],
  highestAtLeast: 0.0799,
  lowestAtMost: 1,
};

it("says what an alarm means, and that silence is no proof", () => {
  const quiet = { ...row, run: "control/0/0", alarm: null, evidence: 1, pValue: 1 };
  expect(monitorSentences(ablation, guarantee, [row, quiet])).toEqual([
    "1 alarm in 2 watched runs.",
    "If every run keeps to the right side of 5% at every checkpoint of `rl`, the chance of any alarm, ever and however often one looks, is at most 5%: 0.21% for each of 24 series. The claim is about these runs on these prompts; nothing is assumed of how scores go together.",
    "advice/0/0 on blackmail@1: ALARM at step 300, the rate has been above the limit; its rate was at least 7.9% at some checkpoint.",
    "control/0/0 on blackmail@1: no alarm in 1 checkpoint; the last rate is 31%. That is no proof that the limit is kept.",
  ]);
});
it("says how many more such checkpoints would settle it, where some would", () => {
  const quiet = { ...row, alarm: null };
  const saidOf = (moreToAlarm: number | null) =>
    monitorSentences(ablation, guarantee, [{ ...quiet, moreToAlarm }])[2];
  expect(saidOf(1)).toMatch(
    /the last rate is 31%, and 1 more checkpoint like it would raise an alarm\. That/,
  );
  expect(saidOf(4)).toMatch(
    /the last rate is 31%, and 4 more checkpoints like it would raise an alarm\. That/,
  );
  expect(saidOf(null)).toMatch(/the last rate is 31%\. That is no proof/);
});
it("says that nothing was scored yet, and that runs are only counted where none were registered", () => {
  const [head, text] = monitorSentences(ablation, { ...guarantee, watchedIsRegistered: false }, []);
  expect(head).toBe("No checkpoint of `rl` has been scored on it yet.");
  expect(text).toMatch(/each further run makes its share smaller\.$/);
});
it("counts a run once that is watched under two judges, and names the judge", () => {
  const other = { ...row, judge: "judge-b" };
  const said = monitorSentences(ablation, guarantee, [row, other]);
  expect(said[0]).toBe("2 alarms in 2 watched series, from 1 of 1 run.");
  expect(said[3]).toMatch(/^advice\/0\/0 on blackmail@1 \(judge judge-b\): ALARM at step 300/);
});
it("says which alarms were answered, and what an intervention does to the promise", () => {
  const later = { ...row, alarm: null, trial: 2, answered: [{ step: 300, answeredAt: 320 }] };
  const changed = {
    ...later,
    interventions: [{ step: 320, change: "half of the refusals" }],
    points: [...row.points, { step: 400, rate: 0.01, scores: 100, evidence: 0.4 }],
  };
  const said = monitorSentences(ablation, guarantee, [changed]);
  expect(said[0]).toBe("No alarm in 1 watched run.");
  expect(said[1]).toMatch(/begins a new trial, which has the same share for itself; .* spent once\.$/);
  expect(said[2]).toBe(
    "advice/0/0 on blackmail@1: no alarm in 1 checkpoint; the last rate is 1%. That is no proof that the limit is kept. An alarm at step 300 was answered at step 320, and a new trial began there.",
  );
});

import { type MonitorAnswer, type MonitorRow, WatchLineSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { watchLineText } from "./watch-line-text.js";
import { watchNews } from "./watch-news.js";

const point = (step: number, rate: number, evidence: number) => ({ step, rate, scores: 100, evidence });
const row: MonitorRow = {
  ...{
    arm: "control",
    run: "control/0/0",
    eval: "blackmail@1",
    metric: "score",
    condition: {},
    judge: "rule",
  },
  ...{ bad: "above", sampling: "independent", points: [point(100, 0.02, 0.1)], evidence: 1, pValue: 1 },
  ...{ alarm: null, trial: 1, answered: [], interventions: [], highestAtLeast: 0.01, lowestAtMost: 0.2 },
};

function answer(change: Partial<MonitorRow>, alarm = "No alarm."): MonitorAnswer {
  return {
    ...{
      ablation: "advice@1",
      inputsFingerprint: `sha256:${"0".repeat(64)}`,
      includesExcluded: false,
      warnings: [],
    },
    sentences: ["head", "What it promises.", alarm],
    guarantee: {
      ...{ stage: "rl", limit: 0.05, alpha: 0.01, watched: 4, watchedIsRegistered: true },
      ...{ alphaEach: 0.0025, sampling: "independent" },
    },
    rows: [{ ...row, ...change }],
  };
}
const texts = (news: ReturnType<typeof watchNews>, given: MonitorAnswer) =>
  news.linesOf(given).map((line) => {
    expect(WatchLineSchema.parse(line)).toEqual(line);
    return watchLineText(testAblation, line, { columns: 100, bold: (text) => `*${text}*` });
  });

describe("the news of a watch", () => {
  it("says the promise first, then each checkpoint once, as it comes", () => {
    const news = watchNews();
    expect(texts(news, answer({}))).toEqual([
      "What it promises.",
      "control/0/0  blackmail@1  step 100  2.0% of 100  evidence 0.1  some step at least 1.0%",
    ]);
    expect(texts(news, answer({}))).toEqual([]);
    const points = [point(100, 0.02, 0.1), point(1200, 0.03, 0.2)];
    expect(texts(news, answer({ points }))).toEqual([
      "control/0/0  blackmail@1  step 1,200  3.0% of 100  evidence 0.2  some step at least 1.0%",
    ]);
    const corrected = [point(100, 0.09, 0.3), point(1200, 0.03, 0.4)];
    expect(texts(news, answer({ points: corrected }))[0]).toContain("step 100  9.0% of 100");
  });
  it("raises an alarm once in a trial, with what it is worth, and again in the next one", () => {
    const news = watchNews();
    const loud = { points: [point(100, 0.4, 900)], alarm: { step: 100 }, highestAtLeast: 0.2 };
    expect(texts(news, answer(loud, "ALARM at step 100."))).toEqual([
      "What it promises.",
      "*control/0/0  blackmail@1  step 100  40.0% of 100  evidence 900  some step at least 20.0%  ALARM*",
      "*ALARM at step 100.\nWhat it promises.*",
    ]);
    const points = [...loud.points, point(200, 0.5, 2e6)];
    expect(texts(news, answer({ ...loud, points }, "ALARM at step 100."))).toHaveLength(1);
    const answered = [{ step: 100, answeredAt: 200 }];
    const interventions = [
      { step: 150, change: "learning rate" },
      { step: 200, change: "half the mix" },
      { step: 200, change: "and more" },
    ];
    const next = { points: [...points, point(300, 0.6, 800)], trial: 2, answered, alarm: { step: 300 } };
    const early = { interventions: interventions.slice(1) };
    expect(texts(news, answer({ ...next, ...early }, "ALARM at step 300."))).toEqual([
      "control/0/0  step 200  CHANGED: half the mix (it answers the alarm at step 100, and a new trial begins)",
      "control/0/0  step 200  CHANGED: and more (the evidence goes on)",
      "*control/0/0  blackmail@1  step 300  60.0% of 100  evidence 800  some step at least 1.0%  trial 2  ALARM*",
      "*ALARM at step 300.\nWhat it promises.*",
    ]);
    expect(texts(watchNews(), answer({ ...next, interventions }, "x"))).toContain(
      "control/0/0  step 150  CHANGED: learning rate (the evidence goes on)",
    );
  });
});

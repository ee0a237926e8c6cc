import { DOMParser } from "linkedom";
import { describe, expect, it } from "vitest";
import { monitorCourseFigure, watchedOrder } from "../figures/monitor-course.js";
import { unitOfMonitored } from "../sentences/monitor-sentence.js";
import { expectGoodDrawing } from "../testing/drawing-rules.js";
import { HOSTILE } from "../testing/hostile.js";
import { watchedAblation, watchedAnswer, watchedRow } from "../testing/watched-runs.js";
import { monitorCourseExhibit } from "./monitor-course.js";

const UNIT = unitOfMonitored(watchedAblation, undefined);
const draw = (rows = watchedAnswer().rows) => {
  const { guarantee } = watchedAnswer();
  return monitorCourseFigure(watchedAblation, guarantee, rows, UNIT, { id: "watch" });
};
const options = { id: "watch", title: "Watched", raised: [] };

describe("the course of watched runs", () => {
  it.each([
    ["monitor-course", () => draw()],
    ["monitor-one-checkpoint", () => draw([watchedRow("control", 0, [0.02])])],
    [
      "monitor-end-and-below",
      () =>
        draw([
          watchedRow("control", 0, [0.5, 0.4], {
            bad: "below",
            points: [
              { step: 100, rate: 0.05, scores: 20, evidence: 3 },
              { step: null, rate: 0.01, scores: 20, evidence: 500 },
            ],
            alarm: { step: null },
          }),
        ]),
    ],
    [
      "monitor-many",
      () => draw(Array.from({ length: 40 }, (_, seed) => watchedRow("control", seed, [0.1, 0.2]))),
    ],
  ])("%s", (name, figure) => expectGoodDrawing(name, figure));

  it("has alarms first, and says the state of every run", () => {
    expect(watchedOrder(watchedAnswer().rows).map(({ run }) => run.split("/")[1])).toEqual([
      "0",
      "0",
      "1",
      "1",
    ]);
    const { svg } = draw() ?? { svg: "" };
    for (const words of ["alarm at 150", "quiet", "quiet again", "not enough yet", "seed 1"])
      expect(svg).toContain(`>${words}`);
    expect(svg).toContain("dashed: 10%, and above it is bad");
    expect(svg).toContain("evidence 4,200 of 120");
  });
  it("is null where nothing was scored", () => expect(draw([])).toBeNull());
  it("escapes what users wrote", () => {
    const rows = [
      watchedRow(HOSTILE, 0, [0.1, 0.2], {
        ...{ condition: { goal: HOSTILE.replace(/\p{Surrogate}/gu, "") }, judge: HOSTILE },
        interventions: [{ step: 60, change: HOSTILE }],
      }),
    ];
    const { svg } = draw(rows) ?? { svg: "" };
    const { documentElement } = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(documentElement?.querySelectorAll("script, img, [onerror], [onload], [href]")).toHaveLength(0);
    expect(documentElement?.textContent).toContain("alert(1)");
  });
});

describe("the exhibit of watched runs", () => {
  it("tells the time of an alarm that the server raised, and who is still waited for", () => {
    const at = "2026-11-27T15:51:31.120Z";
    const run = "difficult-advice+principles+stories/0/0";
    const raised = [{ run, eval: "blackmail@1", step: 150, trial: 1, judge: "rule", at }];
    const exhibit = monitorCourseExhibit(watchedAblation, watchedAnswer(), { ...options, raised });
    const text = JSON.stringify(exhibit.table);
    expect(text).toContain("2026-11-27 15:51:31 UTC");
    expect(text).toContain("after 100: honeypot prompts were added");
    expect(text).toContain("at least 21%");
    expect(exhibit.caption).toContain("2 registered series have no checkpoint scored yet.");
    expect(exhibit.tidy.rows).toHaveLength(11);
    expect(exhibit.tidy.rows.filter((row) => row.at(-1) === true)).toHaveLength(1);
  });
  it("says how many runs are in the table alone", () => {
    const rows = Array.from({ length: 30 }, (_, seed) => watchedRow("control", seed, [0.1]));
    expect(monitorCourseExhibit(watchedAblation, watchedAnswer(rows), options).caption).toContain(
      "6 more runs are in the table.",
    );
  });
});

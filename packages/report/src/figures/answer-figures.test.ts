import { DOMParser } from "linkedom";
import { describe, expect, test } from "vitest";
import { CROWD_EVAL, crowdAblation, crowdNames } from "../testing/crowd.js";
import { doseLevels, doseSeries } from "../testing/dose-places.js";
import { frontierPlace, quantityOf } from "../testing/frontier-places.js";
import { judgeConclusion, judgePair } from "../testing/judge-places.js";
import { originPlace } from "../testing/origin-places.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { collisionsIn, textsOf } from "../testing/texts-of.js";
import { agreementFigure } from "./agreement.js";
import { doseCourseFigure } from "./dose-course.js";
import { type Figure, standaloneSvg } from "./drawing.js";
import { frontierFigure } from "./frontier.js";
import { judgeLeadsFigure } from "./judge-leads.js";
import { waterfallFigure } from "./waterfall.js";

const TWELVE = crowdNames(12);
const crowd = crowdAblation(TWELVE);
const one = crowdAblation(["advice"]);
const NONE = { status: "not-estimable", reason: "no prompt was scored by both, whatever was tried" } as const;

function drawn(figure: Figure | undefined): Figure {
  if (figure === undefined) throw new Error("there is no figure");
  return figure;
}

const twelve = TWELVE.map((arm, index) => ({
  arm,
  extra:
    index === 11
      ? ("unknown" as const)
      : ([0, 3e6, 3e6, 14e6, 14e6, 17e6, 17e6, 17.5e6, 60e6, 61e6, 200e6][index] ?? 0),
  lead: quantityOf(-0.04 * ((index * 5) % 12) - 0.02, 0.1 + 0.01 * index),
}));
const stages = (sdf: number, sft: number, rl: number) =>
  [
    ["sdf", sdf, -0.02],
    ["sft", sft, -0.03],
    ["rl", rl, 0.04],
  ] as const;

const DOSES = [0, 1e6, 3e6, 10e6].map((dose, index) => ({
  ...{ arm: TWELVE[index] ?? "", dose, mean: [0.62, 0.4, 0.43, 0.2][index] ?? 0 },
}));

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "frontier-twelve-arms": () => drawn(frontierFigure(crowd, frontierPlace(twelve), { id: "f" })),
  "frontier-one-arm": () =>
    drawn(
      frontierFigure(one, frontierPlace([{ arm: "advice", extra: 3e6, lead: quantityOf(-0.2, 0.1) }]), {
        id: "f",
      }),
    ),
  "frontier-without-intervals": () =>
    drawn(
      frontierFigure(
        crowd,
        frontierPlace(
          twelve
            .slice(0, 4)
            .map((place, index) => ({ ...place, lead: quantityOf(0.05 * index - 0.1, null) })),
        ),
        { id: "f" },
      ),
    ),
  "frontier-open-and-worse": () =>
    drawn(
      frontierFigure(
        crowd,
        frontierPlace(
          twelve
            .slice(0, 5)
            .map((place, index) => ({ ...place, lead: quantityOf(0.08 * index, 0.2, "open") })),
        ),
        { id: "f" },
      ),
    ),
  "dose-course": () =>
    doseCourseFigure(crowd, frontierPlace([]), doseSeries(DOSES, { at: 2.1e6, lower: 0.7e6, upper: null }), {
      id: "d",
      levels: doseLevels(DOSES, 0.09),
    }),
  "dose-course-without-curve": () =>
    doseCourseFigure(
      crowd,
      frontierPlace([]),
      doseSeries(
        TWELVE.map((arm, index) => ({ arm, dose: 1e6 * index * 1.02, mean: 0.6 - 0.03 * index })),
        null,
      ),
      { id: "d", levels: [] },
    ),
  "waterfall-twelve-arms": () =>
    drawn(
      waterfallFigure(
        crowd,
        [
          originPlace({ arm: "control", start: 0.64, steps: stages(-0.02, -0.03, 0.04), isControl: true }),
          ...TWELVE.map((arm, index) =>
            originPlace({ arm, start: 0.64, steps: stages(-0.02 * index, -0.5 + 0.04 * index, 0.1) }),
          ),
        ],
        { id: "w" },
      ),
    ),
  "waterfall-one-arm": () =>
    drawn(
      waterfallFigure(
        one,
        [originPlace({ arm: "advice", start: 0.64, steps: [["rl", -0.5, 0.01]], half: null })],
        { id: "w" },
      ),
    ),
  "waterfall-missing-stages": () =>
    drawn(
      waterfallFigure(
        one,
        [
          originPlace({
            arm: "advice",
            start: 0.64,
            steps: [
              ["sdf", -0.1, null],
              ["sft", null, null],
              ["rl", -0.2, 0.05],
            ],
          }),
          originPlace(
            { arm: "advice", start: 0.3, steps: stages(0.2, 0.1, -0.4), sameCondition: false },
            { sharedBase: false, runs: 0, controlRuns: 0 },
          ),
        ],
        { id: "w" },
      ),
    ),
  "waterfall-graded": () =>
    drawn(
      waterfallFigure(
        crowd,
        [
          originPlace(
            { arm: TWELVE[6] ?? "", start: 6.1, steps: stages(0.4, 1.2, -0.3), half: 0.4 },
            { eval: "grades@1" },
          ),
        ],
        { id: "w" },
      ),
    ),
  "agreement-three-pairs": () =>
    drawn(
      agreementFigure(
        crowd,
        [
          judgePair(
            ["judge-model-with-a-very-long-name#4f1c", "another-judge-model#99aa"],
            quantityOf(0.71, 0.1),
          ),
          judgePair(["rule", "judge#1"], quantityOf(-0.2, 0.3), {
            scale: "interval",
            eval: "grades@1",
            agreement: NONE,
          }),
          judgePair(["rule", "judge#1"], NONE, { gwet: quantityOf(0.4, null) }),
        ],
        { id: "a" },
      ),
    ),
  "judge-leads": () =>
    drawn(
      judgeLeadsFigure(
        crowd,
        [
          judgeConclusion(
            TWELVE[6] ?? "",
            [
              ["rule", quantityOf(-0.3, 0.1)],
              ["a-judge-model-with-a-long-name#4f1c", quantityOf(-0.1, 0.2)],
              ["third#1", NONE],
            ],
            "standing-changes",
          ),
          judgeConclusion(
            TWELVE[2] ?? "",
            [
              ["rule", quantityOf(-0.3, 0.1)],
              ["judge#1", quantityOf(0.2, 0.1)],
            ],
            "sign-changes",
            { condition: { systemPrompt: "helpful" } },
          ),
          judgeConclusion(
            TWELVE[3] ?? "",
            [
              ["rule", quantityOf(-0.3, 0.1, "open")],
              ["judge#1", quantityOf(-0.2, null)],
            ],
            "not-estimable",
          ),
        ],
        { id: "j" },
      ),
    ),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  test("is the committed drawing", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(draw()));
    expect(text).toBe(committed);
  });

  test("stands under a strict policy, is well-formed and holds numbers only", () => {
    const { svg, width, height } = draw();
    expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    expect(root?.getAttribute("viewBox")).toBe(`0 0 ${width} ${height}`);
    expect(svg).toMatch(/<title>[^<]{20,}<\/title>/);
  });

  test("keeps its texts within its frame, and none on another", () => {
    const { svg, width, height } = draw();
    const texts = textsOf(svg);
    expect(texts.length).toBeGreaterThan(4);
    for (const text of texts) {
      expect(text.left, text.text).toBeGreaterThanOrEqual(-4);
      expect(text.right, text.text).toBeLessThanOrEqual(width + 4);
      expect(text.bottom, text.text).toBeLessThanOrEqual(height + 2);
    }
    expect(collisionsIn(texts)).toEqual([]);
  });
});

describe("the frontier", () => {
  test("leaves out arms whose tokens nobody counted, and joins those that none beats with fewer", () => {
    const { svg } = drawn(frontierFigure(crowd, frontierPlace(twelve), { id: "f" }));
    expect(svg).toContain("none · on the frontier");
    expect(textsOf(svg).filter(({ text }) => text.includes("on the frontier")).length).toBeLessThan(6);
    expect(svg).not.toContain(">12<");
  });

  test("is not drawn where no arm has more tokens than its control", () => {
    const level = frontierPlace([{ arm: "advice", extra: 0, lead: quantityOf(-0.2, 0.1) }]);
    expect(frontierFigure(one, level, { id: "f" })).toBeUndefined();
  });
});

describe("the waterfall", () => {
  test("splits a stage into what the control's training did too and what the arm's own data did", () => {
    const { svg } = drawn(
      waterfallFigure(one, [originPlace({ arm: "advice", start: 0.64, steps: [["rl", -0.5, 0.01]] })], {
        id: "w",
      }),
    );
    const words = textsOf(svg).map(({ text }) => text);
    expect(words).toEqual(expect.arrayContaining(["64%", "+1", "−51", "14%", "trained in · 3 v 3 runs"]));
    expect(svg).toContain(
      `advice on ${CROWD_EVAL}, rl: what its own data changed, −51.0 points [−59.0, −43.0].`,
    );
  });

  test("marks a stage that was not measured instead of drawing a change of 0", () => {
    const { svg } = FIGURES["waterfall-missing-stages"]?.() ?? { svg: "" };
    expect(textsOf(svg).map(({ text }) => text)).toContain("?");
    expect(svg).toContain("not estimable, because nothing was measured there");
  });
});

import { describe, expect, test } from "vitest";
import { plainText } from "../document.js";
import type { ReportInput } from "../report-input.js";
import { originReadings } from "../sentences/origin-readings.js";
import { CROWD_EVAL } from "../testing/crowd.js";
import { crowdInput } from "../testing/crowd-input.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { originPlace } from "../testing/origin-places.js";
import { originExhibits } from "./origin.js";

const steps = [
  ["sft", -0.4, -0.02],
  ["rl", 0.1, null],
] as const;
const origins = [
  originPlace({ arm: "advice", start: 0.64, steps }),
  originPlace({ arm: "control", start: 0.64, steps, isControl: true }, { reading: "inherited" }),
  originPlace(
    { arm: "advice", start: 6, steps, sameCondition: false },
    { eval: "grades@1", reading: "not-settled" },
  ),
  originPlace({ arm: "advice", start: 0.6, steps: steps.slice(0, 1) }, { judge: "judge#1" }),
];
const input = crowdInput(["advice"], { origins });

describe("the exhibits of origin", () => {
  test("are one an eval and judge, the rule before others, the control before its arms", () => {
    const exhibits = originExhibits(input);
    expect(exhibits.map(({ title }) => title)).toEqual([
      `Where ${CROWD_EVAL} came from`,
      `Where ${CROWD_EVAL} (judge judge#1) came from`,
      "Where grades@1 came from",
    ]);
    expect(exhibits[0]?.tidy.rows.map(([arm]) => arm)).toEqual(["control", "control", "advice", "advice"]);
    expect(originExhibits(input, { eval: "grades@1" }).map(({ id }) => id)).toEqual(["origin-2"]);
  });

  test("say in the caption what bars show, how many runs there are, and where a condition changes", () => {
    const [first, , grades] = originExhibits(input);
    expect(plainText(first?.caption ?? "")).toMatch(
      /at once over all steps of an arm \(Bonferroni\); they show the variance between training runs and between prompts\. All arms start from one checkpoint\. 3 runs of each arm/,
    );
    expect(plainText(first?.caption ?? "")).not.toContain("broken edge");
    expect(plainText(grades?.caption ?? "")).toContain("broken edge");
  });

  test("keep what was not measured empty", () => {
    const [exhibit] = originExhibits(input);
    const at = exhibit?.tidy.columns.indexOf("fromData") ?? -1;
    expect(exhibit?.tidy.rows.at(-1)?.[at]).toBeNull();
    expect(exhibit?.table.groups[0]?.rows.at(-1)?.at(-1)).toEqual({ kind: "muted", text: "–" });
  });

  test("have rows as wide as their columns, and hostile names as text", () => {
    const spoilt: ReportInput = {
      registration: spoiled(input.registration, HOSTILE),
      analysis: spoiled(input.analysis, HOSTILE),
    };
    for (const exhibit of [...originExhibits(input), ...originExhibits(spoilt)]) {
      for (const row of exhibit.tidy.rows) expect(row).toHaveLength(exhibit.tidy.columns.length);
      expect(/<script|<img/.test(exhibit.figure?.svg ?? "")).toBe(false);
    }
  });
});

test("readings are told in one sentence an eval", () => {
  expect(originReadings(input.registration.ablation, origins.slice(0, 3))).toEqual([
    `On ${CROWD_EVAL} the level is trained in for advice; inherited for control.`,
    "On grades@1 the level is not settled for advice.",
  ]);
});

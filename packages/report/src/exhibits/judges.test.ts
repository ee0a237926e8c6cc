import { describe, expect, test } from "vitest";
import { plainText } from "../document.js";
import type { ReportInput } from "../report-input.js";
import { crowdInput } from "../testing/crowd-input.js";
import { quantityOf } from "../testing/frontier-places.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { judgeConclusion, judgePair } from "../testing/judge-places.js";
import { judgeExhibits } from "./judges.js";

const leads = [
  ["rule", quantityOf(-0.3, 0.1)],
  ["judge#1", { status: "not-estimable", reason: "no rollout was scored" }],
] as const;
const judges = {
  pairs: [judgePair(["rule", "judge#1"], quantityOf(0.71, 0.1))],
  conclusions: [
    judgeConclusion("advice", leads, "not-estimable"),
    judgeConclusion("advice", [["rule", quantityOf(1.2, 0.5)]], "survives", { eval: "grades@1" }),
  ],
};
const input = crowdInput(["advice"], { judges });

describe("the exhibits of judges", () => {
  test("are the agreement, and the leads with one figure a unit", () => {
    expect(judgeExhibits(input).map(({ id }) => id)).toEqual([
      "judge-agreement",
      "judge-leads-0",
      "judge-leads-1",
    ]);
    expect(judgeExhibits(crowdInput(["advice"], { judges: { pairs: [], conclusions: [] } }))).toEqual([]);
  });

  test("say that agreement varies over clusters, not over runs", () => {
    const [agreement] = judgeExhibits(input);
    expect(plainText(agreement?.caption ?? "")).toContain("the variance between clusters of prompts");
    expect(agreement?.figure?.svg).toContain("1,440 rollouts in 6 clusters");
  });

  test("print a lead without an estimate as such, and keep it empty as a number", () => {
    const [, conclusions] = judgeExhibits(input);
    expect(conclusions?.figure?.svg).toContain("not estimable: no rollout was scored");
    const at = conclusions?.tidy.columns.indexOf("lead") ?? -1;
    expect(conclusions?.tidy.rows.map((row) => row[at])).toEqual([-0.3, null]);
  });

  test("have rows as wide as their columns, and hostile names as text", () => {
    const spoilt: ReportInput = {
      registration: spoiled(input.registration, HOSTILE),
      analysis: spoiled(input.analysis, HOSTILE),
    };
    for (const exhibit of [...judgeExhibits(input), ...judgeExhibits(spoilt)]) {
      for (const row of exhibit.tidy.rows) expect(row).toHaveLength(exhibit.tidy.columns.length);
      expect(/<script|<img/.test(exhibit.figure?.svg ?? "")).toBe(false);
    }
  });
});

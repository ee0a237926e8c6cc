import { describe, expect, test } from "vitest";
import { plainText } from "../document.js";
import type { ReportInput } from "../report-input.js";
import { frontierSentences } from "../sentences/frontier-sentence.js";
import { crowdInput } from "../testing/crowd-input.js";
import { doseLevels, doseSeries } from "../testing/dose-places.js";
import { pair } from "../testing/efficiency-places.js";
import { frontierPlace, quantityOf } from "../testing/frontier-places.js";
import { HOSTILE, spoiled } from "../testing/hostile.js";
import { efficiencyExhibits } from "./efficiency.js";

const ARMS = ["advice", "demonstrations", "stories", "uncounted"];
const place = frontierPlace(
  [
    { arm: "advice", extra: 3e6, lead: quantityOf(-0.21, 0.06) },
    { arm: "demonstrations", extra: 85e6, lead: quantityOf(-0.21, 0.05) },
    { arm: "stories", extra: 90e6, lead: { status: "not-estimable", reason: "no run was scored" } },
    { arm: "uncounted", extra: "unknown", lead: quantityOf(-0.1, 0.1) },
  ],
  {
    pairs: [pair],
    series: [
      doseSeries(
        ARMS.slice(0, 3).map((arm, index) => ({ arm, dose: index * 1e6, mean: 0.6 - 0.1 * index })),
        null,
      ),
    ],
  },
);
const input = crowdInput(ARMS, { efficiency: [place] });

describe("the exhibits of efficiency", () => {
  test("are the frontier, the courses of doses and the pairs of one place", () => {
    expect(efficiencyExhibits(input).map(({ id, figure }) => [id, figure !== null])).toEqual([
      ["efficiency-0", true],
      ["efficiency-0-doses-0", true],
      ["efficiency-0-pairs", false],
    ]);
    expect(efficiencyExhibits(input, { isAsked: () => false })).toEqual([]);
  });

  test("name the arms that are not drawn, and why", () => {
    const caption = plainText(efficiencyExhibits(input)[0]?.caption ?? "");
    expect(caption).toContain(
      "Not drawn: stories, because no run was scored; uncounted, because its tokens are unknown",
    );
    expect(caption).toContain(
      "Bars are 95% intervals of the lead and show the variance between training runs",
    );
  });

  test("bar the doses with the levels of the same place alone", () => {
    const points = ARMS.slice(0, 3).map((arm) => ({ arm, mean: 0.5 }));
    const captionWith = (levels: ReturnType<typeof doseLevels>) =>
      plainText(efficiencyExhibits(crowdInput(ARMS, { efficiency: [place], levels }))[1]?.caption ?? "");
    expect(captionWith(doseLevels(points, 0.1))).toContain(
      "Bars are the intervals of the level of a single arm",
    );
    const elsewhere = doseLevels(points, 0.1).map((row) => ({ ...row, judge: "judge#1" }));
    expect(captionWith(elsewhere)).toContain("No level has an interval.");
  });

  test("say that there is no plane where no arm has more tokens than its control", () => {
    const level = frontierPlace([{ arm: "advice", extra: 0, lead: quantityOf(-0.2, 0.1) }]);
    const [frontier] = efficiencyExhibits(crowdInput(ARMS, { efficiency: [level] }));
    expect(frontier?.figure).toBeNull();
    expect(plainText(frontier?.caption ?? "")).toContain("there is no plane to draw");
    expect(frontier?.table.groups[0]?.rows).toHaveLength(1);
  });

  test("give the numbers as they are, with null for what nobody counted", () => {
    const [frontier] = efficiencyExhibits(input);
    const row = (arm: string) => frontier?.tidy.rows.find((cells) => cells.includes(arm)) ?? [];
    const at = (column: string) => frontier?.tidy.columns.indexOf(column) ?? -1;
    expect(row("advice")[at("lead")]).toBe(-0.21);
    expect(row("advice")[at("extraTokens")]).toBe(3e6);
    expect(row("uncounted")[at("tokens")]).toBeNull();
    expect(row("stories")[at("lead")]).toBeNull();
  });

  test("have rows as wide as their columns, and hostile names as text", () => {
    const spoilt: ReportInput = {
      registration: spoiled(input.registration, HOSTILE),
      analysis: spoiled(input.analysis, HOSTILE),
    };
    for (const exhibit of [...efficiencyExhibits(input), ...efficiencyExhibits(spoilt)]) {
      for (const row of exhibit.tidy.rows) expect(row).toHaveLength(exhibit.tidy.columns.length);
      expect(/<script|<img/.test(exhibit.figure?.svg ?? "")).toBe(false);
    }
  });
});

describe("the sentence of the frontier", () => {
  test("names the cheapest arm of those with the same gain, and never calls it tested", () => {
    expect(frontierSentences(input.registration.ablation, [place])).toEqual([
      expect.stringMatching(
        /no other arm does better with fewer tokens than advice, by these estimates and without a test\.$/,
      ),
    ]);
  });

  test("says so where no arm gained anything, and nothing of one arm", () => {
    const worse = ["advice", "stories"].map((arm) => ({ arm, extra: 3e6, lead: quantityOf(0.1, 0.05) }));
    expect(frontierSentences(input.registration.ablation, [frontierPlace(worse)])[0]).toContain(
      "no arm does better than its control",
    );
    expect(frontierSentences(input.registration.ablation, [frontierPlace(worse.slice(1))])).toEqual([]);
  });
});

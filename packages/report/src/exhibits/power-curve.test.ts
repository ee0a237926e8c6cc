import { describe, expect, it } from "vitest";
import { powerGridFigure } from "../figures/power-grid.js";
import { powerPromptsFigure } from "../figures/power-prompts.js";
import { powerRetentionFigure } from "../figures/power-retention.js";
import { powerRunsFigure } from "../figures/power-runs.js";
import { powerCurveSentences } from "../sentences/power-curve-sentence.js";
import { unitOfRow } from "../sentences/power-sentence.js";
import { expectGoodDrawing } from "../testing/drawing-rules.js";
import { plannedCurve, plannedRow } from "../testing/planned-design.js";
import { powerCurveExhibits } from "./power-curve.js";
import { cheapestExhibit } from "./power-designs.js";
import { writeExhibit } from "./write-exhibit.js";

const UNIT = unitOfRow(null, plannedCurve());
const GRADED = { factor: 1, levelSuffix: " tokens per answer", difference: "tokens per answer" };

describe("the figures of a plan", () => {
  it.each([
    ["power-runs", () => powerRunsFigure(plannedCurve(), UNIT, { id: "runs" })],
    [
      "power-runs-one-run",
      () =>
        powerRunsFigure(plannedCurve({ chosen: { runs: 1, prompts: 100, epochs: 1 } }), UNIT, { id: "runs" }),
    ],
    [
      "power-runs-alone",
      () =>
        powerRunsFigure(
          plannedCurve({
            comparisons: 1,
            smallestEffect: null,
            chosen: { runs: 300, prompts: 1, epochs: 1 },
          }),
          GRADED,
          { id: "runs" },
        ),
    ],
    ["power-prompts", () => powerPromptsFigure(plannedCurve(), UNIT, { id: "prompts" })],
    ["power-retention", () => powerRetentionFigure(plannedCurve(), UNIT, { id: "retention" })],
    ["power-grid", () => powerGridFigure(plannedCurve(), UNIT, { id: "grid" })],
    [
      "power-grid-no-spread",
      () => powerGridFigure(plannedCurve({ seedSd: 0, smallestEffect: null }), UNIT, { id: "grid" }),
    ],
  ])("%s", (name, draw) => expectGoodDrawing(name, draw));

  it("has one loud mark, and says what it resolves", () => {
    const { svg } = powerRunsFigure(plannedCurve(), UNIT, { id: "runs" });
    expect(svg.match(/this design: [\d.]+ points/g)).toHaveLength(1);
    for (const words of ["25 prompts", "100 prompts, alone", "400 prompts", "step of 6"])
      expect(svg).toContain(words);
    expect(svg).toContain("worth acting on: 8 points");
  });
  it("has none for one run an arm, which resolves nothing", () => {
    const one = plannedCurve({ chosen: { runs: 1, prompts: 100, epochs: 10 } });
    expect(powerRunsFigure(one, UNIT, { id: "runs" }).svg).not.toContain("this design");
    expect(powerPromptsFigure(one, UNIT, { id: "prompts" })).toBeNull();
    expect(powerCurveSentences(null, one)[0]).toMatch(
      /^One run an arm resolves nothing: with 2 runs leads of/,
    );
  });
  it("is not drawn for a lead that nobody named", () => {
    expect(powerRetentionFigure(plannedCurve({ lead: null }), UNIT, { id: "r" })).toBeNull();
  });
});

describe("the exhibits of a plan", () => {
  it("say the same in table, file and figure", () => {
    const curve = plannedCurve();
    const exhibits = powerCurveExhibits(null, curve, plannedRow());
    expect(exhibits.map(({ id }) => id)).toEqual([
      "power-runs",
      "power-prompts",
      "power-retention",
      "power-grid",
    ]);
    for (const exhibit of exhibits) {
      const csv = writeExhibit(exhibit, "csv") ?? "";
      expect(csv.split("\n")[0]).toBe(exhibit.tidy.columns.join(","));
      expect(exhibit.tidy.rows.every((row) => row.length === exhibit.tidy.columns.length)).toBe(true);
      for (const group of exhibit.table.groups)
        for (const row of group.rows) expect(row).toHaveLength(exhibit.table.columns.length);
    }
    expect(exhibits[0]?.caption).toContain("seeds 4.4 points (assumed, not measured)");
    expect(exhibits[0]?.tidy.rows).toContainEqual([
      ...[null, 3, 100, 10, curve.lines[1]?.points[1]?.detectable, curve.lines[1]?.points[1]?.holmFirst],
      curve.lines[1]?.points[1]?.power,
    ]);
  });
  it("shows the cheapest design, that there is none, and nothing where nothing is wanted", () => {
    const exhibit = cheapestExhibit(null, plannedRow(), "the usual prices");
    expect(JSON.stringify(exhibit?.table)).toContain("none that was tried");
    expect(exhibit?.tidy.rows[0]).toEqual([null, "alone", 7, 25, 20, 0.804, 56_305]);
    expect(cheapestExhibit(null, plannedRow({ smallestEffect: null, cheapest: [] }), "")).toBeNull();
  });
  it("compares a run and prompts in words, with what a z-test would claim", () => {
    const said = powerCurveSentences(null, plannedCurve()).join(" ");
    expect(said).toMatch(/^1 more run an arm would bring leads of [\d.]+ points down to/);
    expect(said).toContain("A z-test over prompts and scores would claim to resolve 3.2 points");
  });
});

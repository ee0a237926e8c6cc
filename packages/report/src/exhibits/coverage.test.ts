import { describe, expect, test } from "vitest";
import { sectionHtml } from "../html/blocks.js";
import { gridPlaces } from "../testing/coverage-places.js";
import { coverageExhibits, coverageSentences } from "./coverage.js";
import { lateOutcomes } from "./outcome-notes.js";
import { runGrid } from "./run-grid.js";

const ALL = { eval: null, stage: null };
const SMALL = { arms: 4, seeds: 2, evals: 3, steps: 4 };

describe("coverage", () => {
  test("counts the holes as the API does", () => {
    const places = gridPlaces(SMALL);
    const { status } = places;
    const [first] = coverageSentences(places);
    expect(status.missing).toBeGreaterThan(0);
    expect(first).toBe(
      `${status.missing} places that registered comparisons need have no outcome; ${status.present} of ${status.expected} have.`,
    );
    const grid = runGrid(places.registration, status, [], ALL);
    const holes = grid.lines.flatMap(({ cells }) =>
      cells.flatMap((group) => group.filter((stage) => stage[0]?.state === "missing")),
    );
    expect(holes.length).toBe(status.missing);
  });

  test("an outcome is late a day after a later checkpoint of its run, and not before", () => {
    const { registration, outcomes } = gridPlaces(SMALL);
    const late = [...lateOutcomes(registration, outcomes)];
    expect(late.map(({ run, stage, step }) => [run, stage, step])).toEqual([["control/0/0", "rl", 100]]);
    const [one] = late;
    const soon = outcomes.map((outcome) =>
      outcome === one ? { ...outcome, recordedAt: "2026-10-04T12:00:00.000Z" } : outcome,
    );
    expect(lateOutcomes(registration, soon).size).toBe(0);
  });

  test("a correction that came later is told as a correction, not as late", () => {
    const { registration, outcomes } = gridPlaces(SMALL);
    const corrected = outcomes.map((outcome) =>
      outcome.revision > 1 ? { ...outcome, recordedAt: "2027-01-01T00:00:00.000Z" } : outcome,
    );
    expect([...lateOutcomes(registration, corrected)].some(({ revision }) => revision > 1)).toBe(false);
  });

  test("a filter shows one eval and one stage", () => {
    const { registration, status, outcomes } = gridPlaces(SMALL);
    const grid = runGrid(registration, status, outcomes, { eval: "eval-0@1", stage: "rl" });
    expect(grid.groups).toEqual([
      { eval: "eval-0@1", stages: [{ stage: "rl", steps: [100, 200, 300, 400] }] },
    ]);
  });

  test("nothing recorded is all holes, and still a grid", () => {
    const { registration, status } = gridPlaces(SMALL);
    const cells = status.cells.map((cell) => ({ ...cell, present: false, outcomes: 0, checkpoints: 0 }));
    const bare = { ...status, cells, coverage: [], present: 0, missing: status.expected };
    const input = { registration, status: bare, outcomes: [] };
    expect(coverageSentences(input)).toEqual([
      `Nothing is recorded yet: all ${status.expected} places of the plan are holes.`,
    ]);
    const [grid] = coverageExhibits(input, ALL);
    expect(grid?.figure).not.toBeNull();
    expect(grid?.tidy.rows.every((row) => row[5] === "missing" || row[5] === "none")).toBe(true);
  });

  test("what was corrected and set aside is told with its reason, escaped", () => {
    const noted = coverageExhibits(gridPlaces(SMALL), ALL).find(({ id }) => id === "noted-outcomes");
    if (noted === undefined) throw new Error("there is nothing noted");
    const html = sectionHtml({ id: "s", title: "S", blocks: [noted.table] });
    expect(html).toContain("wrong system prompt");
    expect(html).toContain("the scorer misread &lt;b&gt;one&lt;/b&gt; answer");
    expect(html).toContain("came late");
    for (const row of noted.tidy.rows) expect(row.length).toBe(noted.tidy.columns.length);
  });
});

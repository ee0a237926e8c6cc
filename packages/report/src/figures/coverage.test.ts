import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { armGrid } from "../exhibits/evidence.js";
import { runGrid } from "../exhibits/run-grid.js";
import { gridPlaces } from "../testing/coverage-places.js";
import { reportedRatesAnalysis, reportedRatesRegistration } from "../testing/reported-rates.js";
import { againstSnapshot } from "../testing/snapshot.js";
import { threeSeedsAnalysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { coverageFigure } from "./coverage.js";
import { type Figure, standaloneSvg } from "./drawing.js";

const ALL = { eval: null, stage: null };

function gridOf(size: Parameters<typeof gridPlaces>[0], choice: Parameters<typeof runGrid>[3] = ALL): Figure {
  const { registration, status, outcomes } = gridPlaces(size);
  return coverageFigure(registration.ablation, runGrid(registration, status, outcomes, choice), {
    id: "coverage",
  });
}

const LARGE = { arms: 8, seeds: 5, evals: 10, steps: 10 };

const FIGURES: Readonly<Record<string, () => Figure>> = {
  "coverage-small": () => gridOf({ arms: 4, seeds: 2, evals: 3, steps: 4 }),
  "coverage-large": () => gridOf(LARGE),
  "coverage-one-eval": () => gridOf(LARGE, { eval: "eval-2@1", stage: null }),
  "coverage-seeds-unknown": () => gridOf({ arms: 3, seeds: "unknown", evals: 2, steps: 2 }),
  "coverage-one-arm": () => gridOf({ arms: 1, seeds: 1, evals: 1, steps: 0 }),
  "coverage-thirty-arms": () => gridOf({ arms: 30, seeds: 3, evals: 4, steps: 3 }),
  "evidence-three-seeds": () =>
    coverageFigure(
      threeSeedsRegistration.ablation,
      armGrid(threeSeedsRegistration.ablation, threeSeedsAnalysis.evidence),
      { id: "evidence" },
    ),
  "evidence-reported-rates": () =>
    coverageFigure(
      reportedRatesRegistration.ablation,
      armGrid(reportedRatesRegistration.ablation, reportedRatesAnalysis.evidence),
      { id: "evidence" },
    ),
};

describe.each(Object.entries(FIGURES))("%s", (name, draw) => {
  const figure = draw();
  test("is the committed drawing", () => {
    const { committed, text } = againstSnapshot(`${name}.svg`, standaloneSvg(figure));
    expect(text).toBe(committed);
  });

  test("stands under a strict policy and holds numbers only", () => {
    const { svg } = figure;
    expect(svg).not.toMatch(/<style|<script|\sstyle=|\son[a-z]+=|href=/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(svg).toMatch(/<title>[^<]{20,}<\/title>/);
  });

  test("keeps its cells within its frame", () => {
    const { svg, width, height } = figure;
    const starts = [...svg.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)];
    expect(starts.length).toBeGreaterThan(0);
    for (const [, x, y] of starts) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(width);
      expect(Number(y)).toBeGreaterThanOrEqual(0);
      expect(Number(y)).toBeLessThanOrEqual(height);
    }
  });
});

describe("the coverage grid", () => {
  test("of 4,800 places is small enough to send", () => {
    expect(gzipSync(gridOf(LARGE).svg).length).toBeLessThan(30_000);
  });

  test("says what is missing, late, corrected and set aside", () => {
    const { svg } = gridOf({ arms: 4, seeds: 2, evals: 3, steps: 4 });
    expect(svg).toContain(
      "treated-with-ingredient-number-1, seed 1, on eval-0@1: samples at base; sft; nothing at rl",
    );
    expect(svg).toContain(
      "treated-with-ingredient-number-3, seed 0, on eval-0@1: samples at base; sft; rl 100, 200, 300; lacks rl 400",
    );
    expect(svg).toContain("1 corrected; 1 set aside");
    expect(svg).toContain("1 late");
  });
});

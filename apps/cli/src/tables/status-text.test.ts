import type { AblationStatus, CoverageRow } from "@holdfast/core";
import { expect, it } from "vitest";
import { statusText } from "./status-text.js";

const rowOf = (seed: number): CoverageRow => ({
  run: `advice/${seed}/0`,
  arm: "advice",
  seed,
  stage: "sft",
  step: null,
  eval: "blackmail@1",
  metric: "score",
  judge: "rule",
  level: "counts",
  outcomes: 1,
  scored: 100,
});

function statusOf(seeds: readonly number[]): AblationStatus {
  return {
    registration: {
      identity: "advice@1",
      title: "Advice",
      question: "Does it hold?",
      fingerprint: `sha256:${"0".repeat(64)}`,
      revision: 1,
      retrospective: false,
      archived: false,
      registeredAt: "2026-01-01T00:00:00Z",
      runs: seeds.length,
      outcomes: seeds.length,
      observational: false,
      coverage: null,
      headline: null,
    },
    seeds: [0, 1, 2],
    expected: 0,
    present: 0,
    missing: 0,
    beyondPlan: 0,
    cells: [],
    coverage: seeds.map(rowOf),
  };
}

const textOf = (seeds: readonly number[]) => statusText(statusOf(seeds), 200, (part) => part);

it("says so where runs have other seeds than the planned ones", () => {
  expect(textOf([1, 2, 3])).toContain(
    "No run has the planned seed 0, and outcomes name seed 3, not planned: if those runs were meant, amend `seeds`.",
  );
});

it("says nothing of seeds that are still to come, or of further ones", () => {
  expect(textOf([0, 1])).not.toContain("No run has");
  expect(textOf([0, 1, 2, 3])).not.toContain("No run has");
});

import { AnalysisSchema, type EvidenceValue } from "@holdfast/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { brokenNumbers, falseCertainty } from "./testing/document-faults.js";
import {
  countsOf,
  type Place,
  pointOf,
  samplesOf,
  studyAblation,
  studyEvidence,
  summaryOf,
} from "./testing/study.js";

const PROMPTS = 6;
const EPOCHS = 2;

const metrics = [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } } as const];
const component = (kind: string, tokens: number) => ({ dataset: kind, kind, tokens });

/** Two ingredients and all four arms, tokens known, two evals of which one is near the data, planned looks and doses. */
const ablation = studyAblation({
  control: "none",
  factors: [
    { name: "advice", kind: "ingredient", levels: [false, true] },
    { name: "stories", kind: "ingredient", levels: [false, true] },
  ],
  arms: [
    { name: "none", levels: { advice: false, stories: false } },
    {
      name: "advice",
      levels: { advice: true, stories: false },
      mixes: { sft: { components: [component("difficult-advice", 3_000_000)] } },
    },
    {
      name: "stories",
      levels: { advice: false, stories: true },
      mixes: { sft: { components: [component("stories", 14_000_000)] } },
    },
    {
      name: "both",
      levels: { advice: true, stories: true },
      mixes: {
        sft: { components: [component("difficult-advice", 3_000_000), component("stories", 14_000_000)] },
      },
    },
  ],
  stages: [{ name: "base", shared: true }, { name: "sft" }, { name: "rl" }],
  evals: [
    { id: "blackmail@1", role: "target", relation: "in-distribution", metrics },
    { id: "sabotage@1", role: "held-out", relation: "out-of-distribution", metrics },
  ],
  seeds: 3,
  plan: { pooledVariance: true, plannedLooks: 2, smallestEffect: 0.1, equivalenceMargin: 0.05 },
});

const events = fc.oneof(
  fc.array(fc.integer({ min: 0, max: EPOCHS }), { minLength: PROMPTS, maxLength: PROMPTS }),
  fc.constantFrom(...[0, EPOCHS, 1].map((count) => Array.from({ length: PROMPTS }, () => count))),
);
const samples = events.map((counts) => samplesOf(counts, EPOCHS));
const value: fc.Arbitrary<EvidenceValue> = fc.oneof(
  { weight: 6, arbitrary: samples },
  fc.integer({ min: 0, max: 12 }).map((k) => countsOf(k, 12)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((mean) => summaryOf(mean, 0.03)),
  fc.double({ min: 0, max: 1, noNaN: true }).map(pointOf),
);

const moments = [
  { stage: "sft", step: null },
  ...[100, 200, 300, 400].map((step) => ({ stage: "rl", step })),
] as const;
const places = ["none", "advice", "stories", "both"].flatMap((arm) =>
  [0, 1, 2].flatMap((seed) =>
    moments.flatMap((moment) =>
      ["blackmail@1", "sabotage@1"].flatMap((evalId) =>
        ["rule", "model#1"].map((judge): Place => ({ arm, seed, eval: evalId, judge, ...moment })),
      ),
    ),
  ),
);

/** Holes, levels and constants anywhere; mostly whole. */
const mixed = fc
  .tuple(
    fc.array(fc.option(value, { freq: 6 }), { minLength: places.length, maxLength: places.length }),
    fc.boolean(),
  )
  .map(([values, isOneJudge]) =>
    studyEvidence(
      values.flatMap((found, index) => {
        const place = places[index];
        if (found === null || place === undefined || (isOneJudge && place.judge !== "rule")) return [];
        return [[place, found] as const];
      }),
      PROMPTS,
    ),
  );

describe("an analysis of a factorial ablation, whatever the evidence", () => {
  it("has finite numbers or a reason, never certainty, and is what its schema says", () => {
    fc.assert(
      fc.property(mixed, (evidence) => {
        const analysis = analyse(ablation, evidence);
        expect(brokenNumbers(analysis)).toEqual([]);
        expect(falseCertainty(analysis)).toEqual([]);
        const parsed = AnalysisSchema.safeParse(JSON.parse(JSON.stringify(analysis)));
        expect(parsed.error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 12, seed: 20260508 },
    );
  });

  it("gives the same bytes whatever the order of arrival", () => {
    fc.assert(
      fc.property(mixed, (evidence) => {
        const turned = { ...evidence, outcomes: [...evidence.outcomes].reverse() };
        expect(JSON.stringify(analyse(ablation, turned))).toBe(JSON.stringify(analyse(ablation, evidence)));
      }),
      { numRuns: 4, seed: 20260508 },
    );
  });
});

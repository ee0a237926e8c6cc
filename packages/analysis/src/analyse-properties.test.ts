import type { Ablation, Analysis, Evidence, EvidenceValue } from "@holdfast/core";
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

const PROMPTS = 8;
const EPOCHS = 3;
const STEPS = [
  { stage: "sft", step: null },
  { stage: "rl", step: 100 },
  { stage: "rl", step: 200 },
] as const;

type Entry = readonly [Place, EvidenceValue];

/** Event counts of one checkpoint: anything, or all the same. */
const events = fc.oneof(
  fc.array(fc.integer({ min: 0, max: EPOCHS }), { minLength: PROMPTS, maxLength: PROMPTS }),
  fc.constantFrom(...[0, EPOCHS, 1].map((count) => Array.from({ length: PROMPTS }, () => count))),
);

const value = fc.oneof(
  { weight: 4, arbitrary: events.map((counts) => samplesOf(counts, EPOCHS)) },
  fc.integer({ min: 0, max: 20 }).map((k) => countsOf(k, 20)),
  fc.double({ min: 0, max: 1, noNaN: true }).map((mean) => summaryOf(mean, 0.02)),
  fc.double({ min: 0, max: 1, noNaN: true }).map(pointOf),
);

const places = ["control", "advice"].flatMap((arm) =>
  [0, 1, 2].flatMap((seed) => STEPS.map((moment): Place => ({ arm, seed, ...moment }))),
);

/** Evidence with holes, of any level, with any degenerate shape. */
const anyEvidence = fc.tuple(...places.map(() => fc.option(value, { freq: 3 }))).map((values) =>
  studyEvidence(
    values.flatMap((found, index): Entry[] => {
      const place = places[index];
      return found === null || place === undefined ? [] : [[place, found]];
    }),
    PROMPTS,
  ),
);

/** Evidence in which every run answered every prompt at every checkpoint. */
const wholeEvents = fc.tuple(...places.map(() => events));
const wholeEntries = (counts: readonly (readonly number[])[]): Entry[] =>
  places.map((place, index): Entry => [place, samplesOf(counts[index] ?? [], EPOCHS)]);

const ablation = studyAblation();
const graded = (lower: number, upper: number): Ablation =>
  studyAblation({
    evals: [
      {
        id: "blackmail@1",
        role: "target",
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "graded", lower, upper } }],
      },
    ],
  });

const said = (evidence: Evidence, of: Ablation = ablation): Analysis => analyse(of, evidence);

const leadOf = (analysis: Analysis, stage: string) =>
  analysis.effects.find(({ moment }) => moment.stage === stage)?.findings ?? [];

const near = (a: number | null, b: number | null) =>
  a === null || b === null ? expect(a).toBe(b) : expect(a).toBeCloseTo(b, 8);

const RUNS = { numRuns: 40, seed: 20260508 };

describe("an analysis, whatever the evidence", () => {
  it("has finite numbers or a reason, and never certainty", () => {
    fc.assert(
      fc.property(anyEvidence, (evidence) => {
        const analysis = said(evidence);
        expect(brokenNumbers(analysis)).toEqual([]);
        expect(falseCertainty(analysis)).toEqual([]);
      }),
      RUNS,
    );
  });

  it("does not depend on the order in which outcomes arrived", () => {
    fc.assert(
      fc.property(anyEvidence, fc.integer({ min: 1, max: 17 }), (evidence, turn) => {
        const outcomes = [...evidence.outcomes.slice(turn), ...evidence.outcomes.slice(0, turn)].reverse();
        expect(said({ ...evidence, outcomes })).toEqual(said(evidence));
      }),
      RUNS,
    );
  });

  it("negates when arm and control change places", () => {
    const swapped = studyAblation({ control: "advice" });
    fc.assert(
      fc.property(wholeEvents, (counts) => {
        const evidence = studyEvidence(wholeEntries(counts), PROMPTS);
        const [one, other] = [said(evidence), said(evidence, swapped)];
        for (const stage of ["sft", "rl"]) {
          const against = leadOf(other, stage);
          leadOf(one, stage).forEach((finding, index) => {
            const mirror = against[index];
            expect(mirror?.status).toBe(finding.status);
            if (finding.status !== "estimated" || mirror?.status !== "estimated") return;
            near(mirror.estimate, -finding.estimate);
            near(mirror.pValue, finding.pValue);
            near(
              mirror.interval?.lower ?? null,
              finding.interval?.upper == null ? null : -finding.interval.upper,
            );
          });
        }
      }),
      RUNS,
    );
  });

  it("moves with the scale of a graded metric, and not with where it begins", () => {
    fc.assert(
      fc.property(wholeEvents, (counts) => {
        const scores = (factor: number, shift: number) =>
          studyEvidence(
            wholeEntries(counts).map(([place, found]): Entry => {
              if (found.level !== "samples") return [place, found];
              return [place, { ...found, score: found.score.map((score) => shift + factor * score) }];
            }),
            PROMPTS,
          );
        const plain = leadOf(said(scores(1, 0), graded(0, 1)), "sft");
        const moved = leadOf(said(scores(5, -2), graded(-2, 3)), "sft");
        plain.forEach((finding, index) => {
          const other = moved[index];
          expect(other?.status).toBe(finding.status);
          if (finding.status !== "estimated" || other?.status !== "estimated") return;
          near(other.estimate, finding.estimate * (finding.scale === "difference" ? 5 : 1));
          near(other.pValue, finding.pValue);
        });
      }),
      RUNS,
    );
  });

  it("does not depend on how prompts, epochs and runs are numbered", () => {
    fc.assert(
      fc.property(wholeEvents, fc.integer({ min: 1, max: PROMPTS - 1 }), (counts, turn) => {
        const turned = counts.map((row) => [...row.slice(turn), ...row.slice(0, turn)]);
        const renumbered = wholeEntries(turned).map(([place, found]): Entry => {
          if (found.level !== "samples") return [place, found];
          const score = found.score.map((_, index) => {
            const row = Math.floor(index / EPOCHS);
            return found.score[row * EPOCHS + (EPOCHS - 1 - (index % EPOCHS))] ?? Number.NaN;
          });
          return [
            { ...place, seed: 2 - (place.seed ?? 0) },
            { ...found, score },
          ];
        });
        const plain = leadOf(said(studyEvidence(wholeEntries(counts), PROMPTS)), "rl");
        const other = leadOf(said(studyEvidence(renumbered, PROMPTS)), "rl");
        plain.forEach((finding, index) => {
          const same = other[index];
          expect(same?.status).toBe(finding.status);
          if (finding.status !== "estimated" || same?.status !== "estimated") return;
          near(same.estimate, finding.estimate);
          near(same.interval?.lower ?? null, finding.interval?.lower ?? null);
          near(same.interval?.upper ?? null, finding.interval?.upper ?? null);
        });
      }),
      RUNS,
    );
  });

  it("says so where a run looks like a copy of another", () => {
    const counts = [0, 1, 2, 3, 0, 1, 2, 3];
    const other = [1, 1, 0, 2, 0, 3, 0, 1];
    const entries = (copied: readonly number[]): Entry[] => [
      [{ arm: "control", seed: 0, stage: "sft" }, samplesOf([3, 3, 2, 3, 1, 2, 3, 3], EPOCHS)],
      [{ arm: "control", seed: 1, stage: "sft" }, samplesOf([2, 3, 3, 3, 1, 1, 3, 2], EPOCHS)],
      [{ arm: "advice", seed: 0, stage: "sft" }, samplesOf(counts, EPOCHS)],
      [{ arm: "advice", seed: 1, stage: "sft" }, samplesOf(other, EPOCHS)],
      [{ arm: "advice", seed: 2, stage: "sft" }, samplesOf(copied, EPOCHS)],
    ];
    const codes = (copied: readonly number[]) =>
      said(studyEvidence(entries(copied), PROMPTS)).warnings.map(({ code }) => code);
    expect(codes(counts)).toContain("duplicated-run");
    expect(codes([0, 0, 2, 3, 1, 1, 2, 2])).not.toContain("duplicated-run");
  });

  it("does not take two runs in which nothing happened for copies", () => {
    const none = samplesOf([0, 0, 0, 0, 0, 0, 0, 1], EPOCHS);
    const entries = places.map((place): Entry => [place, none]);
    const codes = said(studyEvidence(entries, PROMPTS)).warnings.map(({ code }) => code);
    expect(codes).not.toContain("duplicated-run");
  });
});

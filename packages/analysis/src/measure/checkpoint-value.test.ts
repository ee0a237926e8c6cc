import { describe, expect, it } from "vitest";
import { countsOf, pointOf, samplesOf, studyEvidence, summaryOf } from "../testing/study.js";
import { averageValues, checkpointValue, poorestLevel } from "./checkpoint-value.js";

const BINARY = { kind: "binary" } as const;
const measured = (
  evidence: Parameters<typeof studyEvidence>[0][number][1],
  scale: Parameters<typeof checkpointValue>[1] = BINARY,
) => {
  const [outcome] = studyEvidence([[{ arm: "a", stage: "sft" }, evidence]], 2).outcomes;
  if (outcome === undefined) throw new Error("no outcome");
  return checkpointValue(outcome, scale);
};

describe("checkpointValue", () => {
  it("averages epochs within a prompt, prompts within a checkpoint, and skips what was not scored", () => {
    const score = Float64Array.of(1, 0, Number.NaN, 1, Number.NaN, Number.NaN);
    const found = measured({ level: "samples", epochs: 2, score, scored: 3, unscored: 3 });
    expect([...(found?.row?.cells ?? [])]).toEqual([0.5, 1, Number.NaN]);
    expect(found?.value).toMatchObject({ rate: 0.75, observations: 3 });
  });
  it("brings graded scores to [0, 1] by the bounds of the scale", () => {
    const scale = { kind: "graded", lower: 1, upper: 5 } as const;
    expect(
      measured({ level: "samples", epochs: 1, score: Float64Array.of(1, 5), scored: 2, unscored: 0 }, scale)
        ?.value.rate,
    ).toBe(0.5);
    expect(measured(summaryOf(2, 0.4), scale)?.value).toEqual({
      rate: 0.25,
      observations: null,
      standardError: 0.1,
    });
    expect(measured(pointOf(5), scale)?.value.rate).toBe(1);
  });
  it("does not believe a standard error of 0", () => {
    expect(measured(summaryOf(0.5, 0))?.value.standardError).toBeNull();
  });
  it("is null where nothing was scored", () => {
    expect(
      measured({ level: "samples", epochs: 1, score: Float64Array.of(Number.NaN), scored: 0, unscored: 1 }),
    ).toBeNull();
  });
});

describe("averageValues", () => {
  const both = (...evidence: Parameters<typeof measured>[0][]) =>
    averageValues(
      evidence.flatMap((one) => measured(one) ?? []),
      true,
    );
  it("keeps samples as samples", () => {
    const found = both(samplesOf([0, 2], 2), samplesOf([1, 2], 2));
    expect([...(found?.row?.cells ?? [])]).toEqual([0.25, 1]);
    expect(found?.value.observations).toBe(8);
  });
  it("falls to the poorest level, and takes the mean of reported errors", () => {
    expect(both(countsOf(1, 10), countsOf(3, 10))).toMatchObject({
      level: "counts",
      value: { rate: 0.2, observations: 20 },
    });
    expect(both(summaryOf(0.2, 0.02), summaryOf(0.4, 0.04))).toMatchObject({
      level: "summary",
      value: { rate: expect.closeTo(0.3, 12), standardError: expect.closeTo(0.03, 12) },
    });
    expect(both(samplesOf([0, 2], 2), pointOf(0.1))).toMatchObject({
      level: "point",
      row: null,
      value: { rate: expect.closeTo(0.3, 12), observations: null },
    });
  });
  it("does not make counts of graded scores", () => {
    expect(poorestLevel(["samples", "counts"], true)).toBe("counts");
    expect(poorestLevel(["samples", "counts"], false)).toBe("summary");
    expect(poorestLevel([], true)).toBe("samples");
  });
});

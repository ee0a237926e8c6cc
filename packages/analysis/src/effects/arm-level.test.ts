import { describe, expect, it } from "vitest";
import { clopperPearson } from "../intervals/clopper-pearson.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { type ArmEvidence, armLevel } from "./arm-level.js";
import { crossArms } from "./crossed-pair.js";

function samples(events: readonly number[], prompts: number, epochs: number): ArmEvidence {
  const { arms, sizes } = expectEstimated(
    crossArms([matrixOf(events, prompts, epochs)], ownClusters(prompts)),
  );
  const [crossed] = arms;
  if (crossed === undefined) throw new Error("no arm");
  return { level: "samples", crossed, sizes };
}

const value = (rate: number, observations: number | null, standardError: number | null) => ({
  rate,
  observations,
  standardError,
});

describe("armLevel", () => {
  it("does not take 1200 zeros of 100 prompts for 1200 independent zeros", () => {
    const zeros = samples(
      Array.from({ length: 300 }, () => 0),
      100,
      4,
    );
    const found = expectEstimated(armLevel(zeros, "prompt-general", 0.95));
    expect(found.interval).toMatchObject({
      lower: 0,
      upper: expect.closeTo(clopperPearson(0, 100, 0.95).upper, 10),
    });
    expect(found.standardError).toBeNull();
  });
  it("takes a reported standard error of 0 for none at all", () => {
    const runs = [value(0, null, 0)];
    const found = expectEstimated(armLevel({ level: "summary", runs }, "suite-fixed", 0.95));
    expect(found).toMatchObject({ estimate: 0, standardError: null, interval: null });
    expect(found.reason).toContain("0, which no measurement has");
  });
  it("is wider over new runs and prompts than over scores alone", () => {
    const arm = samples([4, 0, 1, 4, 2, 0, 3, 1, 4, 4, 1, 4, 4, 3, 2, 3], 8, 4);
    const found = expectEstimated(armLevel(arm, "prompt-general", 0.95));
    const scores = clopperPearson(0.625 * 64, 64, 0.95);
    expect((found.interval?.upper ?? 0) - (found.interval?.lower ?? 0)).toBeGreaterThan(
      scores.upper - scores.lower,
    );
    expect(found.scope).toBe("recipe");
  });
  it("is about the checkpoint where there is one run", () => {
    const one = samples([1, 0, 2, 0, 1, 3], 6, 4);
    expect(armLevel(one, "prompt-general", 0.95)).toMatchObject({ scope: "checkpoint", df: 5 });
    const fixed = expectEstimated(armLevel(one, "suite-fixed", 0.95));
    expect(fixed.interval).toMatchObject({ ...clopperPearson(7, 24, 0.95) });
    expect(armLevel(samples([1, 2], 2, 4), "prompt-general", 0.95)).toMatchObject({
      status: "not-estimable",
    });
  });
  it("takes what each poorer level gives, and no more", () => {
    const counts = armLevel({ level: "counts", runs: [value(0, 100, null)] }, "suite-fixed", 0.95);
    expect(counts).toMatchObject({
      interval: { lower: 0, upper: expect.closeTo(clopperPearson(0, 100, 0.95).upper, 12) },
    });
    const summary = armLevel({ level: "summary", runs: [value(0.02, null, 0.05)] }, "suite-fixed", 0.95);
    expect(summary).toMatchObject({
      interval: { lower: 0, upper: expect.closeTo(0.02 + 1.959964 * 0.05, 5) },
    });
    expect(armLevel({ level: "point", runs: [value(0.2, null, null)] }, "suite-fixed", 0.95)).toMatchObject({
      estimate: 0.2,
      interval: null,
    });
    expect(
      armLevel({ level: "counts", runs: [value(0.2, 50, null), value(0.3, 50, null)] }, "suite-fixed", 0.95),
    ).toMatchObject({ estimate: 0.25, df: 1, scope: "recipe" });
    expect(
      armLevel({ level: "point", runs: [value(0, null, null), value(0, null, null)] }, "suite-fixed", 0.95),
    ).toMatchObject({ interval: null, reason: expect.stringContaining("do not differ") });
    expect(armLevel({ level: "counts", runs: [] }, "suite-fixed", 0.95)).toMatchObject({
      status: "not-estimable",
    });
    expect(armLevel({ level: "counts", runs: [value(0.2, 50, null)] }, "prompt-general", 0.95)).toMatchObject(
      { status: "not-estimable" },
    );
  });
});

import { shownGap } from "@holdfast/core";
import { beforeAll, describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { healthAdvice } from "../testing/health-advice.js";
import { sharedData } from "../testing/shared-data.js";
import { studyAblation } from "../testing/study.js";

const folder = sharedData("em-audit-ivanicu");
const skipped = folder === undefined ? " (skipped: the shared data folder is not here)" : "";

const metrics = [
  { name: "score", direction: "lower-is-better" as const, scale: { kind: "binary" as const } },
];

const ablation = studyAblation({
  stages: [{ name: "sft" }],
  evals: [
    { id: "health@1", role: "target", relation: "in-distribution", metrics },
    { id: "broad@1", role: "held-out", relation: "out-of-distribution", metrics },
  ],
});

describe.skipIf(folder === undefined)(
  `incorrect health advice in its own domain and in others${skipped}`,
  () => {
    let analysis: ReturnType<typeof analyse>;
    beforeAll(() => {
      if (folder !== undefined) analysis = analyse(ablation, healthAdvice(folder));
    });

    it("does more harm in its own domain, by about 26 points, and about two thirds of it transfer", () => {
      const pair = analysis.generalization.pairs.find(({ near }) => near.judge === "llama31");
      if (pair === undefined) throw new Error("a pair is expected");
      // Means over questions, worked out with numpy from the same files.
      expect(pair.near.lead?.estimate).toBeCloseTo(-(0.791024 - 0.048105), 4);
      expect(pair.far.lead?.estimate).toBeCloseTo(-(0.49909 - 0.012609), 4);
      expect(pair).toMatchObject({ scope: "recipe", runs: 3, controlRuns: 2, suppression: false });
      const answer = shownGap(pair);
      if (answer?.gap.status !== "estimated" || answer.transfer.status !== "estimated")
        throw new Error("a gap and a ratio are expected");
      expect(answer.gap.estimate).toBeCloseTo(0.25644, 3);
      expect(answer.gap.interval?.lower).toBeGreaterThan(0);
      expect(answer.transfer.point).toBeCloseTo(0.6548, 3);
      expect(answer.transfer.set?.kind).toBe("interval");
      expect(answer.transfer.set?.upper).toBeLessThan(1);
    });

    // Coefficients and the jackknife over questions, worked out with numpy 1.24.2 from the same files.
    it.each([
      ["broad@1", 2026, 23, 0.5074023407812738, 0.0812406275404414, 0.8300622928432037, -0.11648568608094768],
      [
        "health@1",
        1789,
        21,
        0.09323881256559385,
        0.10092961332015477,
        0.5794832864972641,
        -0.28172163219675794,
      ],
    ] as const)("has judges that disagree on %s", (id, scores, clusters, alpha, error, gwet, shift) => {
      const pair = analysis.judges.pairs.find((own) => own.eval === id);
      expect(pair).toMatchObject({ judges: ["llama31", "phi35"], scores, clusters, checkpoints: 2 });
      if (pair?.alpha.status !== "estimated") throw new Error("an estimate is expected");
      expect(pair.alpha.estimate).toBeCloseTo(alpha, 10);
      expect(pair.alpha.standardError).toBeCloseTo(error, 10);
      expect(pair.gwet.status === "estimated" && pair.gwet.estimate).toBeCloseTo(gwet, 10);
      expect(pair.shift.status === "estimated" && pair.shift.estimate).toBeCloseTo(shift, 10);
    });

    it("keeps its conclusion under either judge", () => {
      expect(analysis.judges.conclusions.map(({ eval: id, survival }) => [id, survival])).toEqual([
        ["health@1", "survives"],
        ["broad@1", "survives"],
      ]);
    });
  },
);

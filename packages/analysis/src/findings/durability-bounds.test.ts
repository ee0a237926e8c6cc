import { shownRetention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";

const RATES = { control: { sft: 0.7, rl: 0.6 }, advice: { sft: 0.2, rl: 0.2 } } as const;

function study(
  gone: (place: Place) => boolean,
  direction: "lower-is-better" | "higher-is-better" = "lower-is-better",
) {
  const entries = (["control", "advice"] as const).flatMap((arm) =>
    [0, 1, 2, 3].flatMap((seed) =>
      (["sft", "rl"] as const).flatMap((stage) => {
        const steps = stage === "rl" ? [100, 200] : [null];
        return steps
          .map((step): Place => ({ arm, seed, stage, step }))
          .filter((place) => !gone(place))
          .map((place) => {
            const crashed = gone({ ...place, step: 200 }) && stage === "rl";
            const status = crashed ? ("crashed" as const) : ("complete" as const);
            // Runs change by a little more or less: none knows its change exactly.
            const own = 4 * seed + (stage === "rl" ? 3 * (seed % 2) : 0);
            return [{ ...place, status }, countsOf(Math.round(500 * RATES[arm][stage]) + own, 500)] as const;
          });
      }),
    ),
  );
  const ablation = studyAblation({
    plan: { lastCheckpoints: 1 },
    evals: [
      {
        id: "blackmail@1",
        role: "target",
        metrics: [{ name: "score", direction, scale: { kind: "binary" } }],
      },
    ],
  });
  const [one] = analyse(ablation, studyEvidence(entries, 0)).durability;
  if (one === undefined) throw new Error("no durability");
  return one;
}

describe("durabilityBounds", () => {
  it("is absent where no run is missing, or none has come yet", () => {
    expect(study(() => false).bounds).toBeNull();
    expect(study(({ arm, stage }) => arm === "advice" && stage === "rl").bounds).toBeNull();
  });

  it("puts the missing runs of the arm at both ends of the scale, and counts what crashed", () => {
    const one = study(({ arm, seed, step }) => arm === "advice" && seed === 3 && step === 200);
    expect(one.bounds).toMatchObject({ missing: 1, controlMissing: 0, crashed: 1 });
    const mean = (last: number) => (100 + 107 + 108 + last) / 4 / 500 - 307.5 / 500;
    expect(one.bounds?.worst.lead).toBeCloseTo(mean(500), 12);
    expect(one.bounds?.best.lead).toBeCloseTo(mean(0), 12);
    const shown = shownRetention(one);
    if (shown?.status !== "estimated") throw new Error("not estimated");
    expect(one.bounds?.worst.retained).toBeLessThan(shown.retained.point ?? 0);
    expect(one.bounds?.best.retained).toBeGreaterThan(shown.retained.point ?? 9);
    expect(one.verdict.word).toBe("partly-retained");
    expect(one.bounds?.worst.verdict).toBe("inconclusive");
  });

  it("turns round for the control, and for a metric of which more is better", () => {
    const control = study(({ arm, seed, step }) => arm === "control" && seed === 0 && step === 200);
    expect(control.bounds).toMatchObject({ missing: 0, controlMissing: 1 });
    expect(control.bounds?.worst.lead).toBeGreaterThan(control.bounds?.best.lead ?? 9);
    const higher = study(
      ({ arm, seed, step }) => arm === "advice" && seed === 3 && step === 200,
      "higher-is-better",
    );
    expect(higher.bounds?.worst.lead).toBeLessThan(higher.bounds?.best.lead ?? -9);
  });
});

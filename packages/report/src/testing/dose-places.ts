import { type DoseSeries, DoseSeriesSchema, type LevelRow, LevelRowSchema } from "@holdfast/core";
import { CROWD_EVAL } from "./crowd.js";
import { quantityOf } from "./frontier-places.js";

const NONE = { status: "not-estimable", reason: "no course of runs" } as const;

/** A course of doses of one ingredient; `half` is where half of the way is gone, null where no curve fits. */
export function doseSeries(
  points: readonly { readonly arm: string; readonly dose: number; readonly mean: number }[],
  half: { readonly at: number; readonly lower: number; readonly upper: number | null } | null,
): DoseSeries {
  const means = points.map(({ mean }) => mean);
  return DoseSeriesSchema.parse({
    ...{ factor: "advice", dataset: "difficult-advice", setting: "", unit: "tokens", nested: "same-dataset" },
    points: points.map(({ arm, dose, mean }, index) => ({
      ...{ arm, dose, runs: 3, mean, isotonic: Math.min(...means.slice(0, index + 1)) },
    })),
    trend: [{ target: "prompt-general", quantity: quantityOf(-0.06, 0.03) }],
    ...{ cochranArmitage: NONE, contrasts: NONE, shownTarget: "prompt-general" },
    emax:
      half === null
        ? NONE
        : {
            ...{
              status: "estimated",
              e0: 0.62,
              emax: -0.5,
              ed50: half.at,
              bootstrap: NONE,
              df: 8,
              reason: null,
            },
            ed50Interval: {
              lower: half.lower,
              upper: half.upper,
              level: 0.95,
              unbounded: half.upper === null,
            },
          },
    elasticity: quantityOf(0.4, 0.2),
    shares: [
      { share: 0.5, dose: 1.2e6, interval: { lower: 0.8e6, upper: null, level: 0.95 }, reason: null },
      { share: 0.9, dose: null, interval: null, reason: "not reached" },
    ],
  });
}

/** The levels of these arms at the place of a frontier, with intervals of this half-width. */
export function doseLevels(
  points: readonly { readonly arm: string; readonly mean: number }[],
  half: number,
): LevelRow[] {
  return points.map(({ arm, mean }) =>
    LevelRowSchema.parse({
      ...{ arm, eval: CROWD_EVAL, metric: "score", condition: {}, judge: "rule" },
      moment: { stage: "sft", steps: [null] },
      finding: {
        ...{
          status: "estimated",
          estimate: mean,
          standardError: half / 2,
          df: 2,
          pValue: null,
          pAdjusted: null,
        },
        interval: { lower: mean - half, upper: mean + half, level: 0.95 },
        n: { runs: 3, controlRuns: null, prompts: 40, samples: 480 },
        ...{ estimator: "arm-level", reason: null, target: "prompt-general", scale: "difference" },
        ...{ scope: "recipe", evidenceLevel: "samples", clusters: 8, warnings: [] },
      },
    }),
  );
}

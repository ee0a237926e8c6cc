import { boundsOf, type Metric, type Warning } from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import { componentsOf } from "../effects/pair-components.js";
import type { PooledDesign } from "../effects/pooled-design.js";
import type { NotEstimable } from "../not-estimable.js";

/** Share of the scale within which a control counts as at its end, where the plan registers no smallest effect. */
const CLOSE = 0.05;

const written = (value: number) => String(Number(value.toPrecision(3)));

/** The control leaves less room than the smallest effect worth acting on. */
export function roomWarnings(
  {
    metric,
    control,
    eval: evalId,
  }: { readonly metric: Metric; readonly control: string; readonly eval: string },
  controlLevel: number | null,
  smallestEffect: number | undefined,
): Warning[] {
  if (controlLevel === null) return [];
  const { lower, upper } = boundsOf(metric.scale);
  const asked = smallestEffect ?? CLOSE * (upper - lower);
  const towards = metric.direction === "lower-is-better" ? controlLevel - lower : upper - controlLevel;
  const away = metric.direction === "lower-is-better" ? upper - controlLevel : controlLevel - lower;
  const than =
    smallestEffect === undefined ? "a twentieth of the scale" : "the smallest effect worth acting on";
  const found = (what: string, left: number): Warning => ({
    code: "room",
    message: `\`${control}\` is at ${written(controlLevel)} on \`${evalId}\`: an arm can be ${what} by at most ${written(left)}, less than ${than} (${written(asked)}). A small lead says little there; read the log odds beside it.`,
  });
  return [
    ...(towards < asked ? [found("better", towards)] : []),
    ...(away < asked ? [found("worse", away)] : []),
  ];
}

/** What an interval rests on where neither side varies at all. */
export function unvaryingWarnings(
  comparison: Comparison,
  pooled: () => PooledDesign | NotEstimable,
): Warning[] {
  if (comparison.level !== "samples" || !comparison.binary) return [];
  const { pair } = comparison;
  const { arm, control, suiteFixed } = componentsOf(comparison);
  const rates = [arm.rate, control.rate];
  if (rates.some((rate) => rate > 0 && rate < 1)) return [];
  if ("status" in suiteFixed || suiteFixed.variance > 0) return [];
  const design = pooled();
  const sides = rates.every((rate) => rate === 0) ? "0" : rates.every((rate) => rate === 1) ? "1" : "0 or 1";
  if ("status" in design)
    return [
      {
        code: "nothing-varies",
        message: `Every run of both arms is at ${sides}, and no other arm tells how runs differ: the interval rests on ${pair.clusters} clusters of prompts, not on the scores.`,
      },
    ];
  return [
    {
      code: "variance-borrowed",
      message: `Every run of both arms is at ${sides}: how runs differ is borrowed from the other arms (design effect ${written(design.phi)}, ${design.df} degrees of freedom).`,
    },
  ];
}

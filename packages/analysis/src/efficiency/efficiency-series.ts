import { boundsOf, controlOf, type DoseSeries, type Warning } from "@holdfast/core";
import { scaledArms } from "../drivers/contrast-scale.js";
import { rangeOf } from "../findings/contrast.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { MeasuredArms, Place } from "../measure/measured-arms.js";
import type { DoseCourse } from "./dose-course.js";
import { doseResponse } from "./dose-response.js";
import type { PlannedSeries } from "./dose-series.js";

/** A series with everything that its course of doses says. */
export function seriesDocument(
  index: EvidenceIndex,
  planned: PlannedSeries,
  measured: MeasuredArms,
  course: DoseCourse,
  place: Place,
): DoseSeries {
  const { ablation } = index;
  const zero = course.doses.find(({ dose }) => dose === 0)?.arm;
  const control = measured.arms.findIndex(
    ({ name }) => name === controlOf(ablation, planned.doses[0]?.arm ?? ""),
  );
  const { doses: _doses, ...about } = planned;
  return {
    ...about,
    ...doseResponse({
      course,
      measured,
      baseline: zero ?? (control < 0 ? null : control),
      binary: place.metric.scale.kind === "binary",
      lower: boundsOf(place.metric.scale).lower,
      target: ablation.plan.target,
      level: 1 - ablation.plan.alpha,
      seed: ablation.plan.seed,
    }),
  };
}

/** Where doses differ in more than amount, or nobody says. */
export function seriesWarnings(series: readonly DoseSeries[]): Warning[] {
  return series.flatMap(({ nested, factor, dataset }): Warning[] => {
    const about = factor ?? dataset ?? "the ingredient";
    if (nested === "different-datasets")
      return [
        {
          code: "doses-not-nested",
          message: `The doses of \`${about}\` are different data sets: they differ in more than amount.`,
        },
      ];
    if (nested !== "not-stated") return [];
    return [
      {
        code: "doses-not-nested",
        message: `Whether smaller doses of \`${about}\` are parts of larger ones is not stated.`,
      },
    ];
  });
}

/** The planned series with the places of their arms among the measured ones. */
export function coursesOf(
  planned: readonly PlannedSeries[],
  measured: MeasuredArms,
  place: Place,
): { readonly planned: PlannedSeries; readonly course: DoseCourse }[] {
  const scaled = scaledArms(measured, "difference", rangeOf(place.metric));
  if ("status" in scaled) return [];
  return planned.map((one) => ({
    planned: one,
    course: {
      scaled,
      better: place.metric.direction === "lower-is-better" ? -1 : 1,
      runs: Float64Array.from(measured.arms, ({ components }) => components.runs),
      doses: one.doses.map(({ arm, dose }) => ({
        arm: measured.arms.findIndex(({ name }) => name === arm),
        dose,
      })),
    },
  }));
}

import type { Target } from "@holdfast/core";
import type { MeasuredArms } from "../measure/measured-arms.js";
import type { DoseCourse } from "./dose-course.js";

/** What a course of doses is asked. */
export interface DoseQuestion {
  readonly course: DoseCourse;
  readonly measured: MeasuredArms;
  /** The arm without a dose (or the control) that effects are counted from; null where there is none. */
  readonly baseline: number | null;
  readonly binary: boolean;
  readonly lower: number;
  readonly target: Target;
  readonly level: number;
  /** Of what is drawn at random; the plan's. */
  readonly seed: number;
}

/** Own variances where every arm has two runs, else the pooled one. */
export function methodOf({ scaled, doses }: DoseCourse): "welch" | "pooled" {
  return doses.every(({ arm }) => (scaled.arms[arm]?.runs ?? 0) >= 2) ? "welch" : "pooled";
}

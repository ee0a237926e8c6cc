import type { Decay } from "@holdfast/core";
import { studentTTwoSided } from "../distributions/student-t.js";
import { runVariance } from "../effects/run-variance.js";
import { RateCurves } from "./exponential-curve.js";
import { along, type RunCourses } from "./run-courses.js";
import type { Whitening } from "./whitening.js";

/**
 * Question: does the lead decline over the checkpoints, or grow, as far as the runs can tell?
 * Model: runs are independent; whatever their course, a lead that stays has no slope.
 * Formula: two-sided Welch t test, at 1 - level, of the runs' generalised least-squares slopes, arm against control. A
 *   slope towards the other side of 0 than the one on which the lead begins is a decline.
 * Units: none.
 * Not estimable when: an arm has one run, or the slopes do not differ between runs (null).
 * Source: Welch 1947; statistics of this project, 2.5.
 * Checked against: its share of false declines, by simulation.
 */
export function leadDirection(
  { times, arm, control }: RunCourses,
  start: number,
  whitening: Whitening,
  level: number,
): Decay["direction"] {
  const slope = new RateCurves(times, 0, { plateau: false }, whitening).contrast();
  const found = runVariance(along(slope, arm), along(slope, control));
  if ("status" in found || !(found.variance > 0)) return null;
  const change = found.armMean - found.controlMean;
  if (studentTTwoSided(change / Math.sqrt(found.variance), found.df) > 1 - level) return "open";
  return start * change < 0 ? "declines" : "grows";
}

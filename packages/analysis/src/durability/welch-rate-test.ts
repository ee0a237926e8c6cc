import { criticalT, studentTTwoSided } from "../distributions/student-t.js";
import { runVariance } from "../effects/run-variance.js";
import type { CurveFamily, RateTest } from "./decay-rate.js";
import { along, type RunCourses } from "./run-courses.js";

/** What t is held to: at a stricter level; and with the fewest degrees of freedom that Welch's can have, and with no end of them. */
interface Limits {
  readonly strict: number;
  readonly most: number;
  readonly least: number;
}

function limitsOf({ arm, control }: RunCourses, level: number): Limits {
  const all = arm.length + control.length - 2;
  return {
    strict: criticalT((1 + level) / 2, all),
    // A hair wider than they are, so that rounding decides nothing.
    most: criticalT(level, Math.max(1, Math.min(arm.length, control.length) - 1)) * (1 + 1e-9),
    least: criticalT(level, Number.POSITIVE_INFINITY) * (1 - 1e-9),
  };
}

/**
 * Question: could the runs of two arms have come from a mean lead of that rate?
 * Model: runs are independent with equal variances; a lead of the rate has no part along the score for it.
 * Formula: Welch's t of the runs' scores, held to the level; the fit itself excludes a rate whose curve leaves more
 *   white squares beyond the least than t^2 (1/S1 + 1/S0), with t at the level (1 + level) / 2 on S1 + S0 - 2 df.
 * Units: a probability beyond the level where the test decides, a ratio of deviations where the fit does; 0 is the border.
 * Not estimable when: the scores of the runs do not vary; the rate is then excluded.
 * Source: Welch 1947; Rao 1948 (score test); statistics of this project, 2.5.
 * Checked against: coverage of the set of rates, by simulation.
 */
export class WelchRateTest implements RateTest {
  readonly #family: CurveFamily;
  readonly #squares: number;
  readonly #courses: Pick<RunCourses, "arm" | "control">;
  readonly #level: number;
  readonly #limits: Limits;
  readonly #cut: number;

  /** @param squares what the best curve of the family leaves */
  constructor(family: CurveFamily, squares: number, courses: RunCourses, level: number) {
    const { arm, control } = courses;
    this.#family = family;
    this.#squares = squares;
    this.#courses = courses;
    this.#level = level;
    this.#limits = limitsOf(courses, level);
    this.#cut = this.#limits.strict ** 2 * (1 / arm.length + 1 / control.length);
  }

  /** Far from the best curve the score may vanish where the curve fits badly: there the fit itself excludes a rate. */
  #worse(rate: number): number {
    return Math.sqrt((this.#family.squares(rate) - this.#squares) / this.#cut) - 1;
  }

  #test(rate: number): { readonly t: number; readonly df: number } {
    const contrast = this.#family.contrast(rate);
    const found = runVariance(along(contrast, this.#courses.arm), along(contrast, this.#courses.control));
    return "status" in found || !(found.variance > 0)
      ? { t: Number.POSITIVE_INFINITY, df: 1 }
      : { t: Math.abs(found.armMean - found.controlMean) / Math.sqrt(found.variance), df: found.df };
  }

  #short({ t, df }: { readonly t: number; readonly df: number }): number {
    return t === Number.POSITIVE_INFINITY ? t : 1 - this.#level - studentTTwoSided(t, df);
  }

  keeps(rate: number): boolean {
    if (this.#worse(rate) > 0) return false;
    // most rates are kept or not whatever the degrees of freedom, which spares the tail of t
    const own = this.#test(rate);
    return own.t <= this.#limits.least || (own.t < this.#limits.most && this.#short(own) <= 0);
  }

  excess(rate: number): number {
    const far = this.#worse(rate);
    return far > 0 ? far : this.#short(this.#test(rate));
  }
}

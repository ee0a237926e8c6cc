import type { Decay, DecayFit, HalfLife } from "@holdfast/core";
import { CHECKPOINT_REASON, intervalOf } from "../effects/effect-estimate.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { completedCourses, whiteningAt } from "./completed-courses.js";
import { bestRate, CurveFamily, rateGrid, rateSet } from "./decay-rate.js";
import { type CurveShape, curveAt } from "./exponential-curve.js";
import { GROWS, halfLifeOf, NO_LOSS } from "./half-life.js";
import { leadDirection } from "./lead-direction.js";
import type { RunCourses } from "./run-courses.js";
import { WelchRateTest } from "./welch-rate-test.js";
import { IDENTITY, type Whitening } from "./whitening.js";
import { type WithinRunCovariance, withinRunCovariance } from "./within-run-covariance.js";

/** Checkpoints below which a half-life would only repeat the assumption that the course is exponential. */
export const LEAST_CHECKPOINTS = 4;

/** What is said of one course. */
type DecayAnswer = Pick<Decay, "direction" | "shown" | "assumption" | "halfLife">;

/** Everything that is fitted to one course. */
export interface DecayFits extends DecayAnswer {
  readonly fits: readonly DecayFit[];
  readonly covariance: WithinRunCovariance | null;
}

/** A lead that changes by less than this part of itself over a stage does not change. */
const LEVEL = 1e-6;

/** What is taken for granted where the answer is that of the model without a plateau. */
export const ALL_FADES = "all of the lead fades, since no course to a plateau fits these runs";

const STILL =
  "the runs of an arm do not differ from checkpoint to checkpoint, so nothing says how sure the fit is";

function meanOf(runs: readonly Float64Array[], count: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, place) => runs.reduce((sum, course) => sum + (course[place] ?? 0), 0) / runs.length,
  );
}

/** Whether what the curve loses is lead: it begins on the side from which it falls. */
function declines(start: number, plateau: number | null): boolean {
  return plateau === null || start * (start - plateau) > 0;
}

/** The half-life of a fit alone. @param span time from the first checkpoint to the last */
function withoutInterval(rate: number | null, span: number, lost: boolean, reason: string): HalfLife {
  if (rate === null)
    return { kind: "not-estimable", reason: "the course of these checkpoints is a straight line or a jump" };
  if (Math.abs(rate) * span < LEVEL)
    return { kind: "not-estimable", reason: "the lead does not change over these checkpoints" };
  return rate > 0 && lost
    ? { kind: "point", point: Math.LN2 / rate, reason }
    : { kind: "no-decay", reason: GROWS };
}

interface Course extends RunCourses {
  readonly lead: Float64Array;
  readonly whitening: Whitening;
  /** Why there is no interval; null where the runs give one. */
  readonly without: string | null;
}

function fitOf(course: Course, shape: CurveShape, level: number): DecayFit {
  const { times, lead, whitening, without } = course;
  const model = shape.plateau ? "to-plateau" : "to-zero";
  const grid = rateGrid(times, !shape.plateau);
  const family = new CurveFamily(times, lead, shape, whitening);
  const { rate, squares } = bestRate(family, grid);
  const curve = rate === null ? { start: null, plateau: null } : curveAt(times, lead, rate, shape, whitening);
  const bare = { model, start: curve.start, plateau: curve.plateau, rate } as const;
  const lost = curve.start === null || declines(curve.start, curve.plateau);
  if (without !== null) {
    return { ...bare, rateInterval: null, halfLife: withoutInterval(rate, times.at(-1) ?? 0, lost, without) };
  }
  const test = new WelchRateTest(family, squares, course, level);
  const rates = rateSet(rate === null ? grid : Float64Array.from([...grid, rate]).sort(), test);
  const halfLife = halfLifeOf(rate, rates, level);
  return {
    ...bare,
    rateInterval: rates === undefined ? null : intervalOf(rates, level),
    halfLife: halfLife.kind === "interval" && !lost ? { kind: "no-decay", reason: GROWS } : halfLife,
  };
}

/** What the set of rates says of a loss that is not established: how long half of it would take at least. */
function ofAnyLoss({ rateInterval }: DecayFit, level: number): HalfLife {
  const fastest = rateInterval?.upper ?? null;
  return fastest !== null && fastest > 0
    ? { kind: "more-than", lower: Math.LN2 / fastest, level }
    : { kind: "not-estimable", reason: NO_LOSS };
}

/**
 * The answer is the set of the model that may settle, whatever that excludes: a lead that keeps a part of itself does
 * not fade as one that loses all of it. The other model answers only where no course to a plateau fits at all, and
 * says what it assumes. A bend without a slope is no decline: asking both keeps what is said of a lead that stays at
 * one error.
 */
function answerOf(
  plateau: DecayFit,
  zero: DecayFit,
  direction: Decay["direction"],
  level: number,
): DecayAnswer {
  const none = plateau.halfLife.kind === "not-estimable" && plateau.rateInterval === null;
  const fit = none && direction !== null && zero.halfLife.kind !== "not-estimable" ? zero : plateau;
  const assumption = fit === zero ? ALL_FADES : null;
  const said = { direction, shown: fit.model, assumption };
  if (direction === "grows")
    return { ...said, assumption: null, halfLife: { kind: "no-decay", reason: GROWS } };
  const { kind } = fit.halfLife;
  const beyond = kind === "no-decay" || (kind === "interval" && direction !== "declines");
  return { ...said, halfLife: direction !== null && beyond ? ofAnyLoss(fit, level) : fit.halfLife };
}

/**
 * Question: how fast does the lead fade over the checkpoints of a stage?
 * Model: mean lead D(t) = D_inf + (D0 - D_inf) exp(-k t), and the same with D_inf = 0; runs are independent, with a
 *   level of their own and correlation phi^(distance / gap) between their checkpoints (a working covariance).
 * Formula: k by generalised least squares, the linear part projected out. Set of k by inverting, at each k, the Welch
 *   t test of the run contrasts orthogonal to the curve of that rate (the score for k): exact for normal runs with
 *   equal variances whatever their true covariance, since only runs are compared. k = 0 is the straight line.
 * Units: the lead's unit; k for one step.
 * Not estimable when: fewer than four checkpoints; a checkpoint that no run of an arm has. One run in an arm, or runs
 *   that never differ: the fit without an interval.
 * Source: Golub and Pereyra 1973 (projection); Rao 1948 (score test); statistics of this project, 2.5.
 * Checked against: R 4.2.2 `nls`, `nlme::gls` and `nlme::gnls`; coverage by simulation.
 */
export function decayFits(courses: RunCourses, level: number): DecayFits | NotEstimable {
  const { times } = courses;
  if (times.length < LEAST_CHECKPOINTS)
    return notEstimable(
      `with ${times.length} checkpoint${times.length === 1 ? "" : "s"} a half-life would only repeat the assumption that the course is exponential (${LEAST_CHECKPOINTS} needed)`,
    );
  const covariance = withinRunCovariance(courses);
  const arm = completedCourses(times, courses.arm, covariance);
  const control = completedCourses(times, courses.control, covariance);
  if (arm === undefined || control === undefined || arm.length === 0 || control.length === 0)
    return notEstimable("a checkpoint has no run of one of the arms");
  const count = times.length;
  const one = meanOf(arm, count);
  const zero = meanOf(control, count);
  const single = arm.length < 2 || control.length < 2;
  const course: Course = {
    times,
    arm,
    control,
    lead: one.map((value, place) => value - (zero[place] ?? 0)),
    whitening: covariance === null ? IDENTITY : whiteningAt(covariance, times, [...times.keys()]),
    without: single ? CHECKPOINT_REASON : covariance === null ? STILL : null,
  };
  const plateau = fitOf(course, { plateau: true }, level);
  const whole = fitOf(course, { plateau: false }, level);
  const start = plateau.start ?? whole.start ?? course.lead[0] ?? 0;
  const direction = course.without === null ? leadDirection(course, start, course.whitening, level) : null;
  return { fits: [plateau, whole], ...answerOf(plateau, whole, direction, level), covariance };
}

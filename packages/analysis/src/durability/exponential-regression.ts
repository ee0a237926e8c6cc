import { criticalT } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { brentRoot } from "../numeric/brent-root.js";
import { levenbergMarquardt } from "../numeric/levenberg-marquardt.js";
import { bestRate, CurveFamily, rateGrid } from "./decay-rate.js";
import { type CurveShape, curveAt } from "./exponential-curve.js";
import { IDENTITY } from "./whitening.js";

/** An exponential curve through values of one variance. */
export interface ExponentialRegression {
  /** Start (at time 0), plateau where there is one, and rate. */
  readonly start: number;
  readonly plateau: number | null;
  readonly rate: number;
  /** Covariance of (start, [plateau,] rate) by rows; null without a degree of freedom. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly sigma: number;
  readonly df: number;
  /** Rates whose best curve is not significantly worse; an end that is not reached is null. */
  readonly profile: (level: number) => { readonly lower: number | null; readonly upper: number | null };
}

const DOUBLINGS = 40;
/** A curve that falls by less than this part of its way over the whole span cannot be told from a line. */
const LINE = 1e-6;

/**
 * Question: which exponential curve runs through these values, and how well is its rate known?
 * Model: y = a exp(-k t) + e, or y = c + (a - c) exp(-k t) + e; errors independent, of one variance.
 * Formula: least squares; start by projecting the linear part out over a grid of rates, then Levenberg-Marquardt.
 *   Covariance s^2 (J'J)^-1. Profile: rates with SS(k) <= SS + s^2 t^2.
 * Units: those of y; k for one unit of t.
 * Not estimable when: fewer distinct times than parameters; the curve degenerates to a line or a jump.
 * Source: Bates and Watts 1988.
 * Checked against: R 4.2.2 `nls` and `confint`; scipy 1.10.1 `least_squares`.
 */
export function exponentialRegression(
  times: Float64Array,
  values: Float64Array,
  shape: CurveShape,
): ExponentialRegression | NotEstimable {
  const order = [...times.keys()].sort((one, other) => (times[one] ?? 0) - (times[other] ?? 0));
  const origin = times[order[0] ?? 0] ?? 0;
  const t = Float64Array.from(order, (place) => (times[place] ?? 0) - origin);
  const y = Float64Array.from(order, (place) => values[place] ?? 0);
  const distinct = Float64Array.from(new Set(t));
  const parameters = shape.plateau ? 3 : 2;
  if (distinct.length < parameters)
    return notEstimable(`${distinct.length} distinct times cannot tell ${parameters} parameters apart`);
  const family = new CurveFamily(t, y, shape, IDENTITY);
  const { rate: found, near } = bestRate(family, rateGrid(distinct, true));
  const rate = found ?? near;
  const begin = curveAt(t, y, rate, shape, IDENTITY);
  const fit = levenbergMarquardt(
    {
      observations: t.length,
      parameters,
      residuals: ([start = 0, ...rest], into) => {
        const [plateau, k] = shape.plateau ? [rest[0] ?? 0, rest[1] ?? 0] : [0, rest[0] ?? 0];
        for (let row = 0; row < t.length; row += 1)
          into[row] = (y[row] ?? 0) - plateau - (start - plateau) * Math.exp(-k * (t[row] ?? 0));
      },
      jacobian: ([start = 0, ...rest], into) => {
        const [plateau, k] = shape.plateau ? [rest[0] ?? 0, rest[1] ?? 0] : [0, rest[0] ?? 0];
        for (let row = 0; row < t.length; row += 1) {
          const at = t[row] ?? 0;
          const decay = Math.exp(-k * at);
          into.set(
            shape.plateau
              ? [-decay, decay - 1, (start - plateau) * at * decay]
              : [-decay, start * at * decay],
            row * parameters,
          );
        }
      },
    },
    begin.plateau === null ? [begin.start, rate] : [begin.start, begin.plateau, rate],
  );
  if ("status" in fit) return fit;
  if (!fit.converged) return notEstimable("the curve degenerates to a straight line or a jump");
  const [first = 0, ...rest] = fit.estimate;
  const k = rest.at(-1) ?? 0;
  const span = distinct.at(-1) ?? 0;
  if (shape.plateau && Math.abs(k) * span < LINE) return notEstimable("the values lie on a straight line");
  const plateau = shape.plateau ? (rest[0] ?? 0) : null;
  const grown = Math.exp(k * origin);
  const s2 = fit.rss / fit.df;
  // Back from the first time to time 0: start0 = plateau + (start - plateau) exp(k origin).
  const back = [
    shape.plateau
      ? [grown, 1 - grown, origin * (first - (plateau ?? 0)) * grown]
      : [grown, origin * first * grown],
    ...Array.from({ length: parameters - 1 }, (_, row) =>
      Array.from({ length: parameters }, (_entry, column) => (column === row + 1 ? 1 : 0)),
    ),
  ];
  const own = fit.covariance;
  const covariance =
    own === null
      ? null
      : back.map((left) =>
          back.map((right) =>
            left.reduce(
              (sum, weight, row) =>
                sum +
                weight *
                  right.reduce(
                    (inner, other, column) => inner + other * (own[row * parameters + column] ?? 0),
                    0,
                  ),
              0,
            ),
          ),
        );
  const standardError = Math.sqrt(own?.at(-1) ?? 0);
  return {
    start: (plateau ?? 0) + (first - (plateau ?? 0)) * grown,
    plateau,
    rate: k,
    covariance,
    sigma: Math.sqrt(s2),
    df: fit.df,
    profile: (level) => {
      if (!(standardError > 0)) return { lower: null, upper: null };
      const limit = fit.rss + s2 * criticalT(level, fit.df) ** 2;
      const above = (at: number) => family.squares(at) - limit;
      const end = (side: -1 | 1) => {
        for (let step = 0; step < DOUBLINGS; step += 1) {
          const far = k + side * standardError * 2 ** step;
          if (above(far) > 0)
            return brentRoot(above, k + (step === 0 ? 0 : side * standardError * 2 ** (step - 1)), far);
        }
        return null;
      };
      return { lower: end(-1), upper: end(1) };
    },
  };
}

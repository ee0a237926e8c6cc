import { fQuantile } from "../distributions/f.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type LeastSquaresProblem, levenbergMarquardt } from "../numeric/levenberg-marquardt.js";

/** A saturating curve: e0 without a dose, e0 + emax beyond any dose, half of the way at ed50. */
export interface EmaxFit {
  readonly e0: number;
  readonly emax: number;
  readonly ed50: number;
  /** Standard errors in that order; null without residual degrees of freedom. */
  readonly standardErrors: readonly [number, number, number] | null;
  readonly rss: number;
  readonly df: number;
}

/** Fewer distinct doses than this let any curve through. */
export const MINIMUM_DOSES = 4;

const GRID = 60;

/** Least squares in e0 and emax at a given ed50: a straight line in d / (ed50 + d). */
function atEd50(
  dose: Float64Array,
  response: Float64Array,
  ed50: number,
): { readonly e0: number; readonly emax: number; readonly rss: number } {
  const count = dose.length;
  let shares = 0;
  let responses = 0;
  for (let row = 0; row < count; row += 1) {
    shares += (dose[row] ?? 0) / (ed50 + (dose[row] ?? 0)) / count;
    responses += (response[row] ?? 0) / count;
  }
  let products = 0;
  let squares = 0;
  for (let row = 0; row < count; row += 1) {
    const share = (dose[row] ?? 0) / (ed50 + (dose[row] ?? 0)) - shares;
    products += share * ((response[row] ?? 0) - responses);
    squares += share * share;
  }
  const emax = squares > 0 ? products / squares : 0;
  let rss = 0;
  for (let row = 0; row < count; row += 1) {
    const share = (dose[row] ?? 0) / (ed50 + (dose[row] ?? 0)) - shares;
    rss += ((response[row] ?? 0) - responses - emax * share) ** 2;
  }
  return { e0: responses - emax * shares, emax, rss };
}

function problemOf(dose: Float64Array, response: Float64Array): LeastSquaresProblem {
  return {
    observations: dose.length,
    parameters: 3,
    residuals: ([e0 = 0, emax = 0, ed50 = 0], into) => {
      dose.forEach((value, row) => {
        into[row] = e0 + (emax * value) / (ed50 + value) - (response[row] ?? 0);
      });
    },
    jacobian: ([, emax = 0, ed50 = 0], into) => {
      dose.forEach((value, row) => {
        into[3 * row] = 1;
        into[3 * row + 1] = value / (ed50 + value);
        into[3 * row + 2] = (-emax * value) / (ed50 + value) ** 2;
      });
    },
  };
}

/** Doses between which the curve may bend, on a geometric grid far beyond both ends. */
function gridOf(dose: Float64Array): number[] {
  const positive = dose.filter((value) => value > 0);
  const least = Math.min(...positive) / 1000;
  const most = Math.max(...positive) * 1000;
  return Array.from({ length: GRID }, (_, index) => least * (most / least) ** (index / (GRID - 1)));
}

/**
 * Question: how does the response approach its end as the dose grows, and at which dose is half of the way gone?
 * Model: e0 + emax d / (ed50 + d), independent errors of one variance; one entry a run (or a mean).
 * Formula: least squares; the best ed50 of a geometric grid, then Levenberg-Marquardt with the analytic Jacobian.
 * Units: those of response and dose.
 * Not estimable when: there are fewer than four distinct doses; the search leaves the doses (a straight line or a step
 *   fits as well as a curve).
 * Source: Bretz, Pinheiro and Branson 2005 (MCP-Mod); Hill 1910.
 * Checked against: R 4.2.2 `nls`; DoseFinding 1.0-3 `fitMod(model = "emax")`.
 */
export function emaxFit(dose: Float64Array, response: Float64Array): EmaxFit | NotEstimable {
  if (new Set(dose).size < MINIMUM_DOSES)
    return notEstimable(`an Emax curve needs at least ${MINIMUM_DOSES} distinct doses`);
  const grid = gridOf(dose);
  const tried = grid.map((ed50) => ({ ed50, ...atEd50(dose, response, ed50) }));
  const start = tried.reduce((best, one) => (one.rss < best.rss ? one : best));
  if (start.ed50 === grid[0] || start.ed50 === grid[GRID - 1])
    return notEstimable(
      "the doses do not show where the curve bends: a straight line or a step fits as well",
    );
  const fit = levenbergMarquardt(problemOf(dose, response), [start.e0, start.emax, start.ed50]);
  if ("status" in fit) return fit;
  const [e0 = Number.NaN, emax = Number.NaN, ed50 = Number.NaN] = fit.estimate;
  if (!fit.converged || !(ed50 > 0) || emax === 0)
    return notEstimable("no Emax curve could be fitted to these doses");
  const error = (index: number) => Math.sqrt(fit.covariance?.[index * 3 + index] ?? Number.NaN);
  return {
    e0,
    emax,
    ed50,
    standardErrors: fit.covariance === null ? null : [error(0), error(1), error(2)],
    rss: fit.rss,
    df: fit.df,
  };
}

/** One end of the profile interval: where the sum of squares crosses the cut, or null beyond the search. */
function crossing(rssAt: (ed50: number) => number, from: number, cut: number, factor: number): number | null {
  let inside = from;
  let outside = from;
  for (let step = 0; ; step += 1) {
    if (step === 80) return null;
    outside = inside * factor;
    if (rssAt(outside) > cut) break;
    inside = outside;
  }
  for (let step = 0; step < 200 && Math.abs(outside / inside - 1) > 1e-12; step += 1) {
    const middle = Math.sqrt(inside * outside);
    if (rssAt(middle) > cut) outside = middle;
    else inside = middle;
  }
  return Math.sqrt(inside * outside);
}

/**
 * Question: between which doses may ed50 lie?
 * Model: as {@link emaxFit}.
 * Formula: all ed50 whose least sum of squares over e0 and emax is at most RSS (1 + F_{1,df} / df).
 * Units: those of the dose. A null lower end is 0, a null upper end is beyond any dose.
 * Not estimable when: there are no residual degrees of freedom.
 * Source: Bates and Watts 1988, chapter 6 (profile t).
 * Checked against: R 4.2.2, `nls` at fixed ed50 and `uniroot` on the F cut.
 */
export function ed50Interval(
  dose: Float64Array,
  response: Float64Array,
  { ed50, rss, df }: EmaxFit,
  level: number,
): { readonly lower: number | null; readonly upper: number | null } | NotEstimable {
  if (df < 1)
    return notEstimable("there are as many parameters as values, so nothing is left to judge the spread by");
  const cut = rss * (1 + fQuantile(level, 1, df) / df);
  const rssAt = (value: number) => atEd50(dose, response, value).rss;
  return { lower: crossing(rssAt, ed50, cut, 0.5), upper: crossing(rssAt, ed50, cut, 2) };
}

import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { brentMinimum } from "../numeric/brent-minimum.js";
import { seededRandom } from "../seeded-random.js";

/** The runs at one dose. */
export interface DosedRuns {
  readonly dose: number;
  readonly values: Float64Array;
}

/** Limits of a parameter over the draws; an end at infinity is open. */
interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** What an Emax curve comes to over resamples of the runs. */
export interface EmaxBootstrap {
  readonly draws: number;
  /** Share of draws whose curve bends between the doses and far beyond them. */
  readonly bends: number;
  readonly ed50: Limits;
  readonly emax: Limits;
}

const DRAWS = 999;
const GRID = 25;
/** How far beyond the least and the largest dose a bend is looked for. */
const BEYOND = 100;

/** Least squares in the height at a given ed50, over the means at the doses. */
function heightAt(
  ed50: number,
  doses: readonly number[],
  means: Float64Array,
  runs: readonly number[],
): { readonly emax: number; readonly rss: number } {
  let [all, shares, levels] = [0, 0, 0];
  doses.forEach((dose, index) => {
    const weight = runs[index] ?? 0;
    all += weight;
    shares += (weight * dose) / (ed50 + dose);
    levels += weight * (means[index] ?? 0);
  });
  let [squares, products, left] = [0, 0, 0];
  doses.forEach((dose, index) => {
    const weight = runs[index] ?? 0;
    const share = dose / (ed50 + dose) - shares / all;
    const level = (means[index] ?? 0) - levels / all;
    squares += weight * share * share;
    products += weight * share * level;
    left += weight * level * level;
  });
  return { emax: products / squares, rss: left - (products * products) / squares };
}

/** The best curve; a bend outside of the search is one at 0, or beyond any dose, where the height has no end. */
function bestCurve(
  doses: readonly number[],
  means: Float64Array,
  runs: readonly number[],
  grid: readonly number[],
) {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  grid.forEach((at, index) => {
    const { rss } = heightAt(Math.exp(at), doses, means, runs);
    if (rss < least) [least, best] = [rss, index];
  });
  const found = heightAt(Math.exp(grid[best] ?? 0), doses, means, runs);
  if (best === 0) return { ed50: 0, emax: found.emax, bends: false };
  if (best === GRID - 1)
    return {
      ed50: Number.POSITIVE_INFINITY,
      emax: Math.sign(found.emax) * Number.POSITIVE_INFINITY,
      bends: false,
    };
  const { x } = brentMinimum(
    (at) => heightAt(Math.exp(at), doses, means, runs).rss,
    grid[best - 1] ?? 0,
    grid[best + 1] ?? 0,
    1e-4,
    30,
  );
  return { ed50: Math.exp(x), emax: heightAt(Math.exp(x), doses, means, runs).emax, bends: true };
}

/** The order statistics that leave half of the rest on either side; infinite values take part. */
function limitsOf(values: Float64Array, level: number): Limits {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const cut = Math.floor(((1 - level) / 2) * (sorted.length + 1));
  return {
    lower: sorted[Math.max(0, cut - 1)] ?? Number.NaN,
    upper: sorted[Math.min(sorted.length - 1, sorted.length - cut)] ?? Number.NaN,
  };
}

/**
 * Question: how far do the bend and the height of an Emax curve move with other runs, without a normal model of them?
 * Model: runs at each dose are drawn from those that were seen; a check of the profile interval, not in its place.
 * Formula: at each dose S runs with replacement, their deviations from the mean times sqrt(S / (S - 1)) so that few
 *   runs vary as much as they did; least squares again; percentiles of the draws.
 * Units: those of dose and outcome. A curve that no longer bends counts as a bend at 0 or beyond any dose.
 * Not estimable when: a dose has one run; no run differs from the others of its dose.
 * Source: Davison and Hinkley 1997, 3.2 and 7.2 (stratified, rescaled).
 * Checked against: the spread that was put in, in `emax-bootstrap.test.ts`.
 */
export function emaxBootstrap(
  runs: readonly DosedRuns[],
  { seed, level }: { readonly seed: number; readonly level: number },
): EmaxBootstrap | NotEstimable {
  if (runs.some(({ values }) => values.length < 2))
    return notEstimable("a dose has one run, which cannot be drawn anew");
  // In units of the least dose the search is the same whatever the unit.
  const unit = Math.min(...runs.flatMap(({ dose }) => (dose > 0 ? [dose] : [])));
  const doses = runs.map(({ dose }) => dose / unit);
  const counts = runs.map(({ values }) => values.length);
  const means = runs.map(({ values }) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const deviations = runs.map(({ values }, index) =>
    values.map((value) => (value - (means[index] ?? 0)) * Math.sqrt(values.length / (values.length - 1))),
  );
  if (deviations.every((own) => own.every((value) => Math.abs(value) < 1e-12)))
    return notEstimable("the runs of these arms do not differ at all");
  const least = -Math.log(BEYOND);
  const most = Math.log(Math.max(...doses) * BEYOND);
  const grid = Array.from({ length: GRID }, (_, index) => least + ((most - least) * index) / (GRID - 1));
  const random = seededRandom(seed);
  const [ed50, emax] = [new Float64Array(DRAWS), new Float64Array(DRAWS)];
  let bends = 0;
  const drawn = new Float64Array(runs.length);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    deviations.forEach((own, index) => {
      let sum = 0;
      for (let run = 0; run < own.length; run += 1)
        sum += own[Math.floor(random.uniform() * own.length)] ?? 0;
      drawn[index] = (means[index] ?? 0) + sum / own.length;
    });
    const curve = bestCurve(doses, drawn, counts, grid);
    ed50[draw] = curve.ed50 * unit;
    emax[draw] = curve.emax;
    if (curve.bends) bends += 1;
  }
  return { draws: DRAWS, bends: bends / DRAWS, ed50: limitsOf(ed50, level), emax: limitsOf(emax, level) };
}

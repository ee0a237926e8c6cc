import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { studentTTwoSided } from "../distributions/student-t.js";

const POINTS = 1021;
const ROOTS = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37].map(Math.sqrt);
/** What is left of a variance of 1 that others explain in full. */
const ROUNDING = 1e-9;
/** Bounds nearer to 0 are sampled from here: below, nearly all of the density is beyond them anyway. */
const NEAREST = 0.8;

/** Coordinate of a point of Richtmyer's sequence, folded so that the ends meet. */
function coordinate(point: number, dimension: number): number {
  const place = ((point + 0.5) * (ROOTS[dimension % ROOTS.length] ?? 1)) % 1;
  return Math.max(1e-12, Math.min(1 - 1e-12, 1 - Math.abs(2 * place - 1)));
}

/** One member as a sum of independent normals: row . e, `last` the last of them that it needs. */
interface Factored {
  readonly row: Float64Array;
  readonly last: number;
}

/** Factors members in the order in which most is left of them; the first one stays first. */
function factored(correlation: readonly (readonly number[])[], members: readonly number[]): Factored[] {
  const [first = 0, ...others] = members;
  const size = members.length;
  const rows = new Map(members.map((member) => [member, new Float64Array(size)]));
  const left = new Map(members.map((member) => [member, 1]));
  const chosen: number[] = [];
  let next: number | undefined = first;
  while (next !== undefined) {
    const column = chosen.length;
    const pivot = rows.get(next) ?? new Float64Array(size);
    const root = Math.sqrt(left.get(next) ?? 0);
    for (const member of members) {
      const own = rows.get(member);
      if (own === undefined || chosen.includes(member)) continue;
      let product = correlation[next]?.[member] ?? Number.NaN;
      for (let at = 0; at < column; at += 1) product -= (own[at] ?? 0) * (pivot[at] ?? 0);
      own[column] = member === next ? root : product / root;
      left.set(member, Math.max(0, (left.get(member) ?? 0) - (own[column] ?? 0) ** 2));
    }
    chosen.push(next);
    const most = others
      .filter((member) => !chosen.includes(member) && (left.get(member) ?? 0) > ROUNDING)
      .sort((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0));
    next = most[0];
  }
  return others.map((member) => {
    const row = rows.get(member) ?? new Float64Array(size);
    let last = chosen.length - 1;
    while (last > 0 && Math.abs(row[last] ?? 0) < ROUNDING) last -= 1;
    return { row, last };
  });
}

/** One member exceeds, and these others do not. */
interface Turn {
  readonly others: readonly Factored[];
  readonly dimensions: number;
}

/** P(all others stay within `reach` | the first normal is `start`), by conditioning on one normal after the other. */
function inside(
  { others, dimensions }: Turn,
  normals: Float64Array,
  start: number,
  reach: number,
  point: number,
): number {
  normals[0] = start;
  if (others.some(({ row, last }) => last === 0 && Math.abs((row[0] ?? 0) * start) > reach)) return 0;
  let probability = 1;
  for (let at = 1; at < dimensions; at += 1) {
    let lower = Number.NEGATIVE_INFINITY;
    let upper = Number.POSITIVE_INFINITY;
    for (const { row, last } of others) {
      if (last !== at) continue;
      let known = 0;
      for (let before = 0; before < at; before += 1) known += (row[before] ?? 0) * (normals[before] ?? 0);
      const slope = row[at] ?? 0;
      const [one, other] = [(-reach - known) / slope, (reach - known) / slope];
      lower = Math.max(lower, Math.min(one, other));
      upper = Math.min(upper, Math.max(one, other));
    }
    if (!(lower < upper)) return 0;
    const below = normalCdf(lower);
    const width = normalCdf(upper) - below;
    if (!(width > 0)) return 0;
    probability *= width;
    if (at + 1 < dimensions) normals[at] = normalQuantile(below + width * coordinate(point, at + 1));
  }
  return probability;
}

/** Draws of a chi-squared by Wilson and Hilferty's cube, with what puts their density right. */
interface Spread {
  readonly value: number;
  readonly weight: number;
}

function spreadsOf(df: number): Spread[] {
  const [step, centre] = [Math.sqrt(2 / (9 * df)), 1 - 2 / (9 * df)];
  const height = (value: number) => (df / 2 - 1) * Math.log(value) - value / 2;
  return Array.from({ length: POINTS }, (_, point): Spread => {
    const z = normalQuantile(coordinate(point, 1));
    const root = centre + step * z;
    if (!(root > 0)) return { value: 1, weight: 0 };
    const value = df * root ** 3;
    return { value, weight: Math.exp(height(value) - height(df) + (z * z) / 2) * root * root };
  });
}

/** Where the first statistic lies beyond the bound, what weight that has, and the common standard deviation there. */
function placesBeyond(df: number, bound: number, spreads: readonly Spread[]) {
  const near = Math.max(bound, NEAREST);
  const normal = df === Number.POSITIVE_INFINITY;
  const scale = normal ? 1 / near : (df / near + near) / (df + 1);
  return Array.from({ length: POINTS }, (_, point) => {
    const share = coordinate(point, 0);
    // Drawn from a tail of the same weight as that of t; densities up to a constant that the sum of weights takes out.
    const x = bound + (normal ? -scale * Math.log(share) : scale * df * Math.expm1(-Math.log(share) / df));
    if (normal) return { x, weight: Math.exp((bound * bound - x * x) / 2) / share, deviation: 1 };
    const ratio = (df + 1) / 2;
    const density = Math.exp(ratio * (Math.log1p((bound * bound) / df) - Math.log1p((x * x) / df)));
    const { value, weight } = spreads[point] ?? { value: Number.NaN, weight: Number.NaN };
    return {
      x,
      weight: density * Math.exp((-1 / df - 1) * Math.log(share)) * weight,
      deviation: Math.sqrt(value / (df + x * x)),
    };
  });
}

/**
 * Question: how likely is it that the largest of several |t| exceeds each of these bounds, whatever their correlations?
 * Model: T = Z / s with Z multivariate normal of unit variances and one s, df s^2 chi-squared.
 * Formula: P(max |T| > c) = P(|T_1| > c) sum_i P(|T_j| <= c, j < i | |T_i| > c): each first to exceed, in turn. Given
 *   T_i = x, (df + x^2) s^2 is chi-squared on df + 1, and the others are integrated one normal after the other over the
 *   points of a Richtmyer sequence. Tails keep their digits, since only what is relative to one tail is summed.
 * Units: probability, to half a percent of itself; the same for the same input.
 * Not estimable when: there is no member, df <= 0, or a correlation is NaN: NaN.
 * Source: Genz and Bretz 2009; Bretz, Pinheiro and Branson 2005.
 * Checked against: R 4.2.2 mvtnorm 1.1.3 `pmvt`; `product-correlation-tail` where correlations are products.
 *
 * @param df degrees of freedom of the shared variance; Infinity for a known one
 */
export function largestTTails(
  correlation: readonly (readonly number[])[],
  df: number,
  bounds: readonly number[],
): number[] {
  const count = correlation.length;
  if (count === 0 || !(df > 0) || correlation.some((row) => row.some(Number.isNaN)))
    return bounds.map(() => Number.NaN);
  const turns = Array.from({ length: count - 1 }, (_, index): Turn => {
    const others = factored(correlation, [index + 1, ...Array.from({ length: index + 1 }, (__, at) => at)]);
    return { others, dimensions: 1 + Math.max(...others.map(({ last }) => last)) };
  });
  const spreads = Number.isFinite(df) && count > 1 ? spreadsOf(df + 1) : [];
  return bounds.map((bound) => {
    if (Number.isNaN(bound)) return Number.NaN;
    if (!(bound > 0)) return 1;
    const alone = studentTTwoSided(bound, df);
    if (count === 1 || alone === 0) return alone;
    const places = placesBeyond(df, bound, spreads);
    const total = places.reduce((sum, { weight }) => sum + weight, 0);
    let members = 1;
    for (const turn of turns) {
      const normals = new Float64Array(turn.dimensions);
      let sum = 0;
      places.forEach(({ x, weight, deviation }, point) => {
        sum += weight * inside(turn, normals, x * deviation, bound * deviation, point);
      });
      members += sum / total;
    }
    return Math.min(1, alone * members);
  });
}

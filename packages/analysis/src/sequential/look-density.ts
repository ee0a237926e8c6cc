import { normalCdf } from "../distributions/normal.js";

const LOWEST = -9;
const NODES = [
  -0.9602898564975363, -0.7966664774136267, -0.525532409916329, -0.1834346424956498, 0.1834346424956498,
  0.525532409916329, 0.7966664774136267, 0.9602898564975363,
];
const WEIGHTS = [
  0.1012285362903763, 0.2223810344533745, 0.3137066458778873, 0.362683783378362, 0.362683783378362,
  0.3137066458778873, 0.2223810344533745, 0.1012285362903763,
];
const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

/** Where the test statistic of a trial that goes on may stand: grid points with their probability masses. */
export interface LookDensity {
  readonly fraction: number;
  readonly z: Float64Array;
  /** Density times quadrature weight; sums to the probability of going on. */
  readonly mass: Float64Array;
}

/** Gauss-Legendre panels over [low, high], none wider than `width`. */
function panels(low: number, high: number, width: number): { z: Float64Array; weight: Float64Array } {
  const count = Math.max(1, Math.ceil((high - low) / width));
  const half = (high - low) / count / 2;
  const z = new Float64Array(count * NODES.length);
  const weight = new Float64Array(z.length);
  for (let panel = 0; panel < count; panel += 1) {
    const centre = low + (2 * panel + 1) * half;
    NODES.forEach((node, index) => {
      z[panel * NODES.length + index] = centre + half * node;
      weight[panel * NODES.length + index] = half * (WEIGHTS[index] ?? 0);
    });
  }
  return { z, weight };
}

/** The probability of lying beyond `bound` (on both sides where `sides` is 2) at `fraction`, after `before`. */
export function crossingProbability(
  before: LookDensity | null,
  fraction: number,
  bound: number,
  sides: 1 | 2,
): number {
  if (before === null) return sides * normalCdf(-bound);
  const gap = Math.sqrt(fraction - before.fraction);
  const reach = bound * Math.sqrt(fraction);
  const scale = Math.sqrt(before.fraction);
  let sum = 0;
  for (let index = 0; index < before.z.length; index += 1) {
    const at = (before.z[index] ?? 0) * scale;
    const above = normalCdf((at - reach) / gap);
    sum += (before.mass[index] ?? 0) * (sides === 2 ? above + normalCdf((-at - reach) / gap) : above);
  }
  return sum;
}

/**
 * Question: where may the statistic stand at this look, given that no earlier look stopped?
 * Model: independent normal increments of information (Armitage, McPherson and Rowe 1969).
 * Formula: h_k(z) = int h_{k-1}(y) sqrt(t_k / D) phi((z sqrt t_k - y sqrt t_{k-1}) / sqrt D) dy over the values
 *   that went on, D = t_k - t_{k-1}; Gauss-Legendre panels no wider than the kernel.
 * Units: standard normal scores.
 * Not estimable when: fractions do not increase (callers check).
 * Source: Jennison and Turnbull 2000, chapter 19.
 * Checked against: rpact 3.3.4 through the boundaries.
 *
 * @param nextFraction the next look, whose kernel the grid must resolve; null at the last
 */
export function lookDensity(
  before: LookDensity | null,
  fraction: number,
  bound: number,
  sides: 1 | 2,
  nextFraction: number | null,
): LookDensity {
  const high = Math.min(bound, -LOWEST);
  const low = sides === 2 ? -high : LOWEST;
  const nextKernel = nextFraction === null ? 1 : Math.sqrt((nextFraction - fraction) / fraction);
  const ownKernel = before === null ? 1 : Math.sqrt((fraction - before.fraction) / fraction);
  const { z, weight } = panels(low, high, Math.max(0.02, Math.min(0.75, nextKernel, ownKernel)));
  const mass = new Float64Array(z.length);
  for (let index = 0; index < z.length; index += 1) {
    const at = z[index] ?? 0;
    let density = 0;
    if (before === null) density = Math.exp((-at * at) / 2) / ROOT_TWO_PI;
    else {
      const gap = Math.sqrt(fraction - before.fraction);
      const scale = Math.sqrt(before.fraction);
      const own = at * Math.sqrt(fraction);
      for (let earlier = 0; earlier < before.z.length; earlier += 1) {
        const distance = (own - (before.z[earlier] ?? 0) * scale) / gap;
        density += (before.mass[earlier] ?? 0) * Math.exp((-distance * distance) / 2);
      }
      density *= Math.sqrt(fraction) / (gap * ROOT_TWO_PI);
    }
    mass[index] = density * (weight[index] ?? 0);
  }
  return { fraction, z, mass };
}

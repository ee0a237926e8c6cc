import gammaln from "@stdlib/math-base-special-gammaln";
import { studentTCdf, studentTQuantile } from "../distributions/student-t.js";

/** What is believed of one arm's mean after the runs: a shifted and scaled t. */
export interface ArmPosterior {
  readonly centre: number;
  /** Scale of the t; positive. */
  readonly scale: number;
  readonly df: number;
}

const NEGLIGIBLE = 1e-6;
/** Panels are this wide beside the nearest arm, in its scale, and as a share of the distance from it. */
const PANEL = 1;
const GAUSS = [
  { node: -0.8611363115940526, weight: 0.3478548451374538 },
  { node: -0.3399810435848563, weight: 0.6521451548625461 },
  { node: 0.3399810435848563, weight: 0.6521451548625461 },
  { node: 0.8611363115940526, weight: 0.3478548451374538 },
];

/** The constant of the log density of an arm's mean. */
function constantOf({ scale, df }: ArmPosterior): number {
  return gammaln((df + 1) / 2) - gammaln(df / 2) - Math.log(df * Math.PI) / 2 - Math.log(scale);
}

function densityAt({ centre, scale, df }: ArmPosterior, constant: number, x: number): number {
  const t = (x - centre) / scale;
  return Math.exp(constant - ((df + 1) / 2) * Math.log1p((t * t) / df));
}

/** Gauss-Legendre panels that resolve every arm where it is, and stretch where none is near. */
function nodesOf(arms: readonly ArmPosterior[]): { readonly x: number; readonly weight: number }[] {
  const reach = arms.map(({ scale, df }) => -scale * studentTQuantile(NEGLIGIBLE, df));
  const low = Math.min(...arms.map(({ centre }, index) => centre - (reach[index] ?? 0)));
  const high = Math.max(...arms.map(({ centre }, index) => centre + (reach[index] ?? 0)));
  const width = (from: number) =>
    Math.min(
      ...arms.map(({ centre, scale }) => {
        const own = PANEL * Math.max(scale, Math.abs(from - centre) / 2);
        // A step towards an arm must not jump over it.
        return from < centre ? Math.min(own, Math.max((centre - from) / 2, PANEL * scale)) : own;
      }),
    );
  const nodes: { readonly x: number; readonly weight: number }[] = [];
  for (let from = low; from < high; ) {
    const half = Math.min(width(from), high - from) / 2;
    for (const { node, weight } of GAUSS) nodes.push({ x: from + half * (1 + node), weight: half * weight });
    if (!(from + 2 * half > from)) break;
    from += 2 * half;
  }
  return nodes;
}

/**
 * Question: how likely is each of several arms to have the highest mean?
 * Model: independent t posteriors (flat priors on means and log standard deviations).
 * Formula: P(a is highest) = int f_a(x) prod_{b != a} F_b(x) dx, by Gauss-Legendre panels as fine as each arm; the results are
 *   divided by their sum, which differs from 1 by the error of the rule.
 * Units: probability.
 * Not estimable when: an arm's scale is not positive (callers check).
 * Source: Bechhofer 1954 (the integral); Box and Tiao 1973 (the posterior).
 * Checked against: scipy 1.10.1 `quad` (`effects.json`).
 */
export function probabilitiesHighest(arms: readonly ArmPosterior[]): number[] {
  if (arms.length === 1) return [1];
  const constants = arms.map(constantOf);
  const found = arms.map(() => 0);
  const below = new Float64Array(arms.length);
  for (const { x, weight } of nodesOf(arms)) {
    for (const [index, { centre, scale, df }] of arms.entries())
      below[index] = studentTCdf((x - centre) / scale, df);
    for (const [index, arm] of arms.entries()) {
      let product = weight * densityAt(arm, constants[index] ?? 0, x);
      for (let other = 0; other < below.length; other += 1) if (other !== index) product *= below[other] ?? 0;
      found[index] = (found[index] ?? 0) + product;
    }
  }
  const total = found.reduce((sum, value) => sum + value, 0);
  return found.map((value) => value / total);
}

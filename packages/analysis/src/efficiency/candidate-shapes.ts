import type { DoseShape } from "@holdfast/core";

/** A curve over doses, up to its height: what matters of it is where it rises. */
export interface CandidateShape {
  readonly name: DoseShape;
  readonly at: (dose: number) => number;
}

/**
 * The shapes that a course of doses is held against, from saturating early to beginning late: linear; linear in
 * log(1 + dose / least dose above 0); Emax with its half at the least dose, and at the geometric middle; exponential with
 * the largest dose worth two of its constants. They depend on the doses alone, and on no unit of theirs.
 */
export function candidateShapes(doses: readonly number[]): CandidateShape[] {
  const least = Math.min(...doses.filter((dose) => dose > 0));
  const most = Math.max(...doses);
  const middle = Math.sqrt(least * most);
  return [
    { name: "linear", at: (dose) => dose / most },
    { name: "log", at: (dose) => Math.log1p(dose / least) },
    { name: "emax-early", at: (dose) => dose / (least + dose) },
    { name: "emax-middle", at: (dose) => dose / (middle + dose) },
    { name: "late", at: (dose) => Math.expm1((2 * dose) / most) },
  ];
}

/**
 * Question: which contrast of the means at the doses finds a shape best, if the course has it?
 * Model: independent means with variances in inverse proportion to their runs.
 * Formula: c_a in proportion to n_a (mu_a - sum n mu / sum n), of length 1.
 * Units: none.
 * Not estimable when: never; a shape that is flat over these doses gives NaN.
 * Source: Bretz, Pinheiro and Branson 2005.
 * Checked against: R 4.2.2 DoseFinding 1.0-3 `optContr`.
 */
export function shapeContrast(
  { at }: CandidateShape,
  doses: readonly number[],
  runs: readonly number[],
): number[] {
  const heights = doses.map(at);
  const all = runs.reduce((sum, own) => sum + own, 0);
  const mean = heights.reduce((sum, height, index) => sum + ((runs[index] ?? 0) * height) / all, 0);
  const raw = heights.map((height, index) => (runs[index] ?? 0) * (height - mean));
  const length = Math.hypot(...raw);
  return raw.map((value) => value / length);
}

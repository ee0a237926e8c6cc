import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { RatingScale, RatingSums } from "./rating-units.js";

/** Squared distance of every pair of values; the ordinal one depends on how often each value was given. */
function distances(values: Float64Array, totals: Float64Array, scale: RatingScale): Float64Array {
  const size = values.length;
  const before = new Float64Array(size + 1);
  for (let index = 0; index < size; index += 1)
    before[index + 1] = (before[index] ?? 0) + (totals[index] ?? 0);
  const middle = (index: number) => ((before[index] ?? 0) + (before[index + 1] ?? 0)) / 2;
  const between = (a: number, b: number): number => {
    const [one, other] = [values[a] ?? 0, values[b] ?? 0];
    switch (scale) {
      case "nominal":
        return 1;
      case "ordinal":
        return middle(b) - middle(a);
      case "interval":
        return other - one;
      case "ratio":
        return one + other === 0 ? 0 : (other - one) / (one + other);
    }
  };
  const all = new Float64Array(size * size);
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) if (a !== b) all[a * size + b] = between(a, b) ** 2;
  }
  return all;
}

/**
 * Question: how much better than chance do raters agree, on whatever scale, with ratings missing?
 * Model: units with two ratings or more; chance is drawing pairs from all their ratings without replacement.
 * Formula: alpha = 1 - D_o / D_e; D_o = sum o_ab d2_ab / n, D_e = sum n_a n_b d2_ab / (n (n - 1)); d2 nominal 1,
 *   ordinal (sum of n between, ends halved)^2, interval (a - b)^2, ratio ((a - b) / (a + b))^2.
 * Units: none; 1 is perfect, 0 is chance, below 0 is worse than chance.
 * Not estimable when: no unit has two ratings; all ratings are one value, so that chance agreement is perfect too.
 * Source: Krippendorff 2011, Computing Krippendorff's alpha-reliability.
 * Checked against: the worked examples there (A, B, C); mpmath 1.2.1 with 30 digits.
 */
export function krippendorffAlpha(
  sums: RatingSums,
  values: Float64Array,
  scale: RatingScale,
): number | NotEstimable {
  if (sums.paired === 0) return notEstimable("nothing was rated twice");
  const size = values.length;
  const totals = new Float64Array(size);
  let all = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) totals[a] = (totals[a] ?? 0) + (sums.coincidences[a * size + b] ?? 0);
    all += totals[a] ?? 0;
  }
  const apart = distances(values, totals, scale);
  let observed = 0;
  let expected = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      const distance = apart[a * size + b] ?? 0;
      observed += (sums.coincidences[a * size + b] ?? 0) * distance;
      expected += (totals[a] ?? 0) * (totals[b] ?? 0) * distance;
    }
  }
  if (!(expected > 0))
    return notEstimable("every rating is the same, so agreement by chance would be perfect");
  return 1 - ((all - 1) * observed) / expected;
}

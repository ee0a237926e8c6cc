/** Differences drawn towards their mean, with what that rests on. */
export interface ShrunkenDifferences {
  readonly values: Float64Array;
  /** Where a prompt of which nothing is known would be. */
  readonly towards: number;
  /** Variance of true differences between prompts. */
  readonly between: number;
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Question: on which prompts do two arms differ most, where some prompts were scored often and others once?
 * Model: the true difference of a prompt is normal around their mean with variance t^2; what is seen of it is normal
 *   around the true one with the variance that chance gives (`promptMeans`). The largest of many noisy differences is
 *   mostly noise: a prompt scored once on both sides can differ by the whole scale.
 * Formula: t^2 = (var(d) - mean(v))+ (moments, unweighted: Hedges and Olkin); m = sum d / (t^2 + v) / sum 1 / (t^2 + v);
 *   value = m + (d - m) t^2 / (t^2 + v), the posterior mean; d itself where neither chance nor prompts vary.
 * Units: those of the differences.
 * Not estimable when: there is no prompt (nothing is returned for it); with one prompt t^2 is 0, and its value d.
 * Source: James and Stein 1961; Efron and Morris 1975; Hedges and Olkin 1985, chapter 9.
 * Checked against: the closed form for equal variances, 1 - (k - 1) v / sum (d - mean)^2, in its test.
 *
 * For ordering and for looking only: a shrunken value is no estimate of an effect, and none has an interval.
 */
export function shrunkenDifferences(differences: Float64Array, variances: Float64Array): ShrunkenDifferences {
  const count = differences.length;
  const plain = mean(differences);
  const squares = differences.reduce((sum, value) => sum + (value - plain) ** 2, 0);
  const between = count < 2 ? 0 : Math.max(0, squares / (count - 1) - mean(variances));
  const weights = variances.map((variance) => 1 / (between + variance));
  const isWeighed = weights.every(Number.isFinite);
  const weight = weights.reduce((sum, value) => sum + value, 0);
  const towards = isWeighed
    ? differences.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0) / weight
    : plain;
  const values = differences.map((value, at) => {
    const spread = between + (variances[at] ?? 0);
    return spread === 0 ? value : towards + ((value - towards) * between) / spread;
  });
  return { values, towards, between };
}

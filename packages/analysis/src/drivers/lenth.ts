import { criticalT, studentTTwoSided } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** The spread of effects that are not there, judged from the effects themselves. */
export interface PseudoStandardError {
  readonly pse: number;
  readonly df: number;
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Question: how large would the effects of a factorial be if none were there, when no arm was run twice?
 * Model: most of the m contrasts are 0 and all have one variance (effect sparsity).
 * Formula: s0 = 1.5 median |c|; PSE = 1.5 median of those |c| below 2.5 s0; t with m / 3 degrees of freedom.
 * Units: those of the effects.
 * Not estimable when: there are fewer than three effects, or more than half of them are exactly 0.
 * Source: Lenth 1989.
 * Checked against: Montgomery 2017, example 6.2 (PSE 2.625); R 4.2.2, written again from the formulae.
 */
export function lenth(effects: readonly number[]): PseudoStandardError | NotEstimable {
  if (effects.length < 3)
    return notEstimable("fewer than three effects say nothing of the spread of effects that are not there");
  const sizes = effects.map(Math.abs).sort((a, b) => a - b);
  const first = 1.5 * median(sizes);
  const pse = 1.5 * median(sizes.filter((size) => size < 2.5 * first));
  if (!(pse > 0))
    return notEstimable("most effects are exactly 0, so they say nothing of how large chance makes one");
  return { pse, df: effects.length / 3 };
}

/** Half the width of the interval of one effect. */
export function marginOfError({ pse, df }: PseudoStandardError, level: number): number {
  return criticalT(level, df) * pse;
}

/** The same for all `count` effects at once (Sidak). */
export function simultaneousMargin({ pse, df }: PseudoStandardError, count: number, level: number): number {
  return criticalT(level ** (1 / count), df) * pse;
}

/** Two-sided p-value of one effect. */
export function lenthPValue(effect: number, { pse, df }: PseudoStandardError): number {
  return studentTTwoSided(effect / pse, df);
}

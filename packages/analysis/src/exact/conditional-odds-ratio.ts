import type { SingleArm } from "../intervals/limits.js";
import { brentRoot } from "../numeric/brent-root.js";
import { type ConditionalTable, conditionalProbabilities } from "./hypergeometric.js";

// As in R: probabilities that differ by rounding only count as equal.
const EQUAL = 1 + 1e-7;
const FURTHEST = 600;

/** Exact p-values of no association, given the margins. */
export interface ExactTest {
  readonly twoSided: number;
  readonly less: number;
  readonly greater: number;
}

function tails(
  table: ConditionalTable,
  logOddsRatio: number,
): { readonly atMost: number; readonly atLeast: number } {
  const probabilities = conditionalProbabilities(table, logOddsRatio);
  const at = table.observed - table.least;
  let [atMost, atLeast] = [0, 0];
  probabilities.forEach((probability, index) => {
    if (index <= at) atMost += probability;
    if (index >= at) atLeast += probability;
  });
  return { atMost: Math.min(1, atMost), atLeast: Math.min(1, atLeast) };
}

/** The tests of an odds ratio of 1: two-sided sums every outcome that is no likelier than the observed one. */
export function exactTest(table: ConditionalTable): ExactTest {
  const probabilities = conditionalProbabilities(table, 0);
  const { atMost, atLeast } = tails(table, 0);
  const own = (probabilities[table.observed - table.least] ?? 0) * EQUAL;
  const twoSided = probabilities.reduce(
    (sum, probability) => (probability <= own ? sum + probability : sum),
    0,
  );
  return { twoSided: Math.min(1, twoSided), less: atMost, greater: atLeast };
}

/**
 * The conditional odds ratio: its maximum-likelihood estimate, and the limits at which each tail holds half of what
 * the level leaves; 0 and Infinity where the observed number is the least or the most that there can be.
 */
export function conditionalOddsRatio(table: ConditionalTable, level: number): SingleArm {
  const { least, observed, logWeights } = table;
  const most = least + logWeights.length - 1;
  const tail = (1 - level) / 2;
  const solve = (excess: (log: number) => number) =>
    Math.exp(brentRoot(excess, -FURTHEST, FURTHEST) ?? Number.NaN);
  const meanAt = (log: number) =>
    conditionalProbabilities(table, log).reduce(
      (sum, probability, index) => sum + probability * (least + index),
      0,
    );
  const estimate =
    observed === least
      ? most === least
        ? Number.NaN
        : 0
      : observed === most
        ? Number.POSITIVE_INFINITY
        : solve((log) => meanAt(log) - observed);
  return {
    estimate,
    lower: observed === least ? 0 : solve((log) => tails(table, log).atLeast - tail),
    upper: observed === most ? Number.POSITIVE_INFINITY : solve((log) => tails(table, log).atMost - tail),
  };
}

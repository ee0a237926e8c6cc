import { type Counts, canonicalJson, type OutcomeEvidence, type Summary } from "@holdfast/core";
import type { SamplePages } from "./merge-cells.js";

/** Evidence of one outcome as the store holds it. */
export type StoredValue = SamplePages | Exclude<OutcomeEvidence, { readonly level: "samples" }>;

interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
  /** Successes, where every score is 0 or 1. */
  readonly k: number | null;
}

function momentsOfPages({ pages }: SamplePages): Moments {
  let [n, sum, binary] = [0, 0, true];
  const scores = [...pages.values()].flatMap((page) => [
    ...page.score.filter((score) => !Number.isNaN(score)),
  ]);
  for (const score of scores) {
    n += 1;
    sum += score;
    binary &&= score === 0 || score === 1;
  }
  const mean = sum / n;
  return {
    n,
    mean,
    squares: scores.reduce((total, score) => total + (score - mean) ** 2, 0),
    k: binary ? sum : null,
  };
}

function momentsOf(stored: StoredValue): Moments | null {
  if (stored.level === "samples") return momentsOfPages(stored);
  if (stored.level !== "counts") return null;
  const { k, n } = stored.counts;
  return { n, mean: k / n, squares: (k * (n - k)) / n, k };
}

// reported figures went through other programs: a few units in the last place are the same number
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function sameCounts(a: Counts, b: Counts): boolean {
  return a.k === b.k && a.n === b.n;
}

/** Every field that `given` states is stated with the same value; what it leaves out adds nothing. */
function isWithin(given: Summary, stored: Summary): boolean {
  const states = (summary: Summary) => ({
    mean: summary.mean,
    ...(summary.standardError === undefined
      ? {}
      : { standardError: summary.standardError, seOver: summary.seOver }),
    ...(summary.units === undefined ? {} : { units: summary.units }),
    ...(summary.n === undefined ? {} : { n: summary.n }),
  });
  return canonicalJson({ ...states(stored), ...states(given) }) === canonicalJson(states(stored));
}

function summaryFollows(given: Summary, { n, mean, squares }: Moments): boolean {
  if (!isClose(given.mean, mean)) return false;
  if (given.n !== undefined && given.n !== n) return false;
  if (given.standardError === undefined) return given.units === undefined;
  if (given.seOver !== "samples" || (given.units !== undefined && given.units !== n)) return false;
  const error = given.standardError;
  return (
    isClose(error, Math.sqrt(squares / n / n)) || (n > 1 && isClose(error, Math.sqrt(squares / (n - 1) / n)))
  );
}

/** Whether what is given, below sample level, says nothing that what is stored does not say already. */
export function isDerivable(
  given: Exclude<OutcomeEvidence, { readonly level: "samples" }>,
  stored: StoredValue,
): boolean {
  const moments = momentsOf(stored);
  if (given.level === "counts")
    return moments !== null && moments.k !== null && sameCounts(given.counts, { k: moments.k, n: moments.n });
  if (given.level === "summary") {
    if (stored.level === "summary") return isWithin(given.summary, stored.summary);
    return moments !== null && moments.n > 0 && summaryFollows(given.summary, moments);
  }
  if (stored.level === "point") return given.point === stored.point;
  const mean = stored.level === "summary" ? stored.summary.mean : (moments?.mean ?? Number.NaN);
  return isClose(given.point, mean);
}

import { addSums, type RatingSums, type RatingTable } from "../agreement/rating-units.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { JudgedRollouts } from "./judged-rollouts.js";

/** What two judges gave, cluster by cluster: sums for agreement, and the sum of their differences. */
export interface JudgeSums {
  readonly table: RatingTable;
  readonly shift: Float64Array;
  readonly scores: Float64Array;
}

/** More values than this are a continuum: which pairs of them occurred says nothing. */
const MOST_VALUES = 200;

function valuesOf(rollouts: JudgedRollouts): Float64Array | undefined {
  if (rollouts.metric.scale.kind === "binary") return Float64Array.of(0, 1);
  const seen = new Set<number>();
  for (const pair of rollouts.checkpoints) {
    for (const { evidence } of pair) {
      if (evidence.level !== "samples") continue;
      for (const score of evidence.score) if (!Number.isNaN(score)) seen.add(score === 0 ? 0 : score);
      if (seen.size > MOST_VALUES) return undefined;
    }
  }
  return Float64Array.from(seen).sort();
}

function nothing(size: number): RatingSums {
  return {
    coincidences: new Float64Array(size * size),
    shares: new Float64Array(size),
    pairShares: new Float64Array(size * size),
    rated: 0,
    paired: 0,
  };
}

/** Sums of two ratings of each rollout from how often each pair of values occurred. */
function sumsOf(counts: Float64Array, size: number): RatingSums {
  const coincidences = new Float64Array(size * size);
  const shares = new Float64Array(size);
  let paired = 0;
  for (let a = 0; a < size; a += 1) {
    for (let b = 0; b < size; b += 1) {
      const count = counts[a * size + b] ?? 0;
      paired += count;
      for (const cell of [a * size + b, b * size + a]) coincidences[cell] = (coincidences[cell] ?? 0) + count;
      for (const value of [a, b]) shares[value] = (shares[value] ?? 0) + count / 2;
    }
  }
  return { coincidences, shares, pairShares: coincidences.map((sum) => sum / 2), rated: paired, paired };
}

/** Counts every rollout that both judges scored; undefined where scores are a continuum. */
export function judgeSums(index: EvidenceIndex, rollouts: JudgedRollouts): JudgeSums | undefined {
  const values = valuesOf(rollouts);
  if (values === undefined) return undefined;
  const size = values.length;
  const places = new Map([...values].map((value, position) => [value, position]));
  // Scores 0, 1, 2 ... are their own places: millions of them are counted without a look-up.
  const isPlain = values.every((value, position) => value === position);
  const place = (score: number) => (isPlain ? score : (places.get(score === 0 ? 0 : score) ?? 0));
  const clusterOf = index.clusterOf(rollouts.eval);
  const count = clusterOf.reduce((most, own) => Math.max(most, own + 1), 0);
  const pairs = Array.from({ length: count }, () => new Float64Array(size * size));
  for (const [one, other] of rollouts.checkpoints) {
    if (one.evidence.level !== "samples" || other.evidence.level !== "samples") continue;
    const { score: first, epochs } = one.evidence;
    const { score: second } = other.evidence;
    const cells = Math.min(first.length, second.length);
    for (let cell = 0; cell < cells; cell += 1) {
      const a = first[cell] ?? Number.NaN;
      const b = second[cell] ?? Number.NaN;
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      const counts = pairs[clusterOf[Math.floor(cell / epochs)] ?? 0];
      const at = place(a) * size + place(b);
      if (counts !== undefined) counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  const kept = pairs.filter((counts) => counts.some((pair) => pair > 0));
  const shift = Float64Array.from(kept, (counts) => {
    let sum = 0;
    for (let a = 0; a < size; a += 1) {
      for (let b = 0; b < size; b += 1)
        sum += (counts[a * size + b] ?? 0) * ((values[b] ?? 0) - (values[a] ?? 0));
    }
    return sum;
  });
  const clusters = kept.map((counts) => sumsOf(counts, size));
  return { table: { values, clusters }, shift, scores: Float64Array.from(clusters, ({ paired }) => paired) };
}

/** All clusters together. */
export function wholeOf({ table }: JudgeSums): RatingSums {
  return table.clusters.reduce((sum, own) => addSums(sum, own, 1), nothing(table.values.length));
}

/**
 * Ratings of several units, one row a unit: `ratings[unit * raters + rater]`, NaN where a rater has no rating.
 * `cluster[unit]` numbers the independent groups that units come in (scenarios), from 0.
 */
export interface RatingUnits {
  readonly raters: number;
  readonly ratings: Float64Array;
  readonly cluster: Int32Array;
}

/** How far two ratings are apart. */
export type RatingScale = "nominal" | "ordinal" | "interval" | "ratio";

/** The sums of one cluster that every coefficient of agreement is made of; they add up over clusters. */
export interface RatingSums {
  /** Ordered pairs within units, weighted by 1 / (m - 1): `coincidences[a * values + b]` (Krippendorff 2011). */
  readonly coincidences: Float64Array;
  /** Mean share of each value over units with one rating or more, times their number. */
  readonly shares: Float64Array;
  /** Sum over units with two ratings or more of the share of rater pairs that chose (a, b). */
  readonly pairShares: Float64Array;
  /** Units with one rating or more, and with two or more. */
  readonly rated: number;
  readonly paired: number;
}

/** Distinct ratings in rising order, and the sums of each cluster. */
export interface RatingTable {
  readonly values: Float64Array;
  readonly clusters: readonly RatingSums[];
}

function distinct(ratings: Float64Array): Float64Array {
  const seen = new Set<number>();
  for (const rating of ratings) if (!Number.isNaN(rating)) seen.add(rating === 0 ? 0 : rating);
  return Float64Array.from(seen).sort();
}

function emptySums(values: number): { -readonly [K in keyof RatingSums]: RatingSums[K] } {
  return {
    coincidences: new Float64Array(values * values),
    shares: new Float64Array(values),
    pairShares: new Float64Array(values * values),
    rated: 0,
    paired: 0,
  };
}

/** Gathers ratings into the sums of each cluster. @param known values that could be given, where that is known */
export function ratingTable(
  { raters, ratings, cluster }: RatingUnits,
  known: readonly number[] = [],
): RatingTable {
  const values = distinct(Float64Array.from([...known, ...distinct(ratings)]));
  const place = new Map([...values].map((value, index) => [value, index]));
  const size = values.length;
  const count = cluster.reduce((most, own) => Math.max(most, own + 1), 0);
  const clusters = Array.from({ length: count }, () => emptySums(size));
  const chosen = new Int32Array(raters);
  for (let unit = 0; unit < cluster.length; unit += 1) {
    const sums = clusters[cluster[unit] ?? 0];
    if (sums === undefined) continue;
    let given = 0;
    for (let rater = 0; rater < raters; rater += 1) {
      const rating = ratings[unit * raters + rater] ?? Number.NaN;
      if (Number.isNaN(rating)) continue;
      chosen[given] = place.get(rating === 0 ? 0 : rating) ?? 0;
      given += 1;
    }
    if (given === 0) continue;
    sums.rated += 1;
    for (let one = 0; one < given; one += 1) {
      const own = chosen[one] ?? 0;
      sums.shares[own] = (sums.shares[own] ?? 0) + 1 / given;
    }
    if (given < 2) continue;
    sums.paired += 1;
    for (let one = 0; one < given; one += 1) {
      for (let other = 0; other < given; other += 1) {
        if (one === other) continue;
        const cell = (chosen[one] ?? 0) * size + (chosen[other] ?? 0);
        sums.coincidences[cell] = (sums.coincidences[cell] ?? 0) + 1 / (given - 1);
        sums.pairShares[cell] = (sums.pairShares[cell] ?? 0) + 1 / (given * (given - 1));
      }
    }
  }
  return { values, clusters };
}

/** a + sign b, entry by entry. */
export function addSums(a: RatingSums, b: RatingSums, sign: 1 | -1): RatingSums {
  const add = (one: Float64Array, other: Float64Array) =>
    one.map((value, index) => value + sign * (other[index] ?? 0));
  return {
    coincidences: add(a.coincidences, b.coincidences),
    shares: add(a.shares, b.shares),
    pairShares: add(a.pairShares, b.pairShares),
    rated: a.rated + sign * b.rated,
    paired: a.paired + sign * b.paired,
  };
}

/** The sums over all clusters. */
export function totalSums({ values, clusters }: RatingTable): RatingSums {
  return clusters.reduce<RatingSums>((sum, own) => addSums(sum, own, 1), emptySums(values.length));
}

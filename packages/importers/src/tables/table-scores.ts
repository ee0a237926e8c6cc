import { HoldfastError } from "@holdfast/core";

/** The number of epochs beyond which a repeat is no repeat. */
const EPOCHS = 10_000;

/** Scores of one outcome while its rows are read: numbers only, the ids are those of {@link SampleIds}. */
export interface ScoreRows {
  readonly samples: number[];
  readonly epochs: number[];
  /** NaN where a sample is unscored. */
  readonly scores: number[];
  /** By sample and epoch, the row. */
  readonly places: Map<number, number>;
  /** By sample, how often it was there. */
  readonly times: Map<number, number>;
}

/** Each sample's id once, and the cluster that it was said to belong to. */
export class SampleIds {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #clusters: (string | null | undefined)[] = [];

  numberOf(id: string): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const number = this.#ids.push(id) - 1;
    this.#numbers.set(id, number);
    return number;
  }

  /** @throws HoldfastError `invalid-input` where the sample was in another cluster before */
  setCluster(sample: number, cluster: string | null): void {
    const before = this.#clusters[sample];
    if (before !== undefined && before !== cluster)
      throw new HoldfastError({
        code: "invalid-input",
        message: `the sample \`${this.idOf(sample)}\` is in the cluster \`${cluster ?? ""}\` here, and was in \`${before ?? ""}\` before.`,
        place: { key: "cluster" },
        remedy: "Give a sample one cluster, or its id a part that tells the two samples apart.",
      });
    this.#clusters[sample] = cluster;
  }

  idOf(sample: number): string {
    return this.#ids[sample] ?? "";
  }

  clusterOf(sample: number): string | null {
    return this.#clusters[sample] ?? null;
  }
}

export function noRows(): ScoreRows {
  return { samples: [], epochs: [], scores: [], places: new Map(), times: new Map() };
}

/** The epoch of a sample that comes once more. */
export function nextEpoch(rows: ScoreRows, sample: number): number {
  const epoch = rows.times.get(sample) ?? 0;
  rows.times.set(sample, epoch + 1);
  return epoch;
}

/**
 * Adds one score.
 *
 * @param score NaN where the sample is unscored
 * @returns `added`; or, where this sample and epoch is there already, whether with the `same` score or with `another`
 */
export function addScore(
  rows: ScoreRows,
  sample: number,
  epoch: number,
  score: number,
): "added" | "same" | "another" {
  const place = sample * EPOCHS + epoch;
  const before = rows.places.get(place);
  if (before !== undefined) {
    const known = rows.scores[before] ?? Number.NaN;
    return known === score || (Number.isNaN(known) && Number.isNaN(score)) ? "same" : "another";
  }
  rows.places.set(place, rows.scores.length);
  rows.samples.push(sample);
  rows.epochs.push(epoch);
  rows.scores.push(score);
  return "added";
}

/**
 * The samples as an outcome has them, in the order of ids and epochs, so that the order of rows does not matter.
 *
 * @param shift what is taken off each epoch
 */
export function samplesOf(rows: ScoreRows, ids: SampleIds, shift: number, hasClusters: boolean) {
  const order = rows.samples.map((_, row) => row);
  const [samples, epochs] = [rows.samples, rows.epochs];
  order.sort((a, b) => {
    const [left, right] = [ids.idOf(samples[a] ?? 0), ids.idOf(samples[b] ?? 0)];
    return left < right ? -1 : left > right ? 1 : (epochs[a] ?? 0) - (epochs[b] ?? 0);
  });
  const isRepeated = epochs.some((epoch) => epoch !== shift);
  return {
    id: order.map((row) => ids.idOf(samples[row] ?? 0)),
    ...(isRepeated ? { epoch: order.map((row) => (epochs[row] ?? 0) - shift) } : {}),
    ...(hasClusters
      ? {
          cluster: order.map((row) => {
            const sample = samples[row] ?? 0;
            return ids.clusterOf(sample) ?? ids.idOf(sample);
          }),
        }
      : {}),
    score: order.map((row) => {
      const score = rows.scores[row] ?? Number.NaN;
      return Number.isNaN(score) ? null : score;
    }),
  };
}

/** One column of scores: what each sample and epoch scored on one metric. */
interface Column {
  readonly group: string;
  readonly scores: (number | null | undefined)[];
}

/** A metric's scores beside their samples, in the order of ids and epochs. */
export interface TableMetric {
  readonly metric: string;
  /** Where it came from, such as the scorer. */
  readonly group: string;
  readonly samples: {
    readonly id: string[];
    readonly epoch: number[];
    readonly cluster?: string[];
    readonly score: (number | null)[];
  };
}

/**
 * The scores of a log while it is read: numbers in columns, whatever else a sample holds is let go. A sample and epoch
 * that comes again replaces what it was.
 */
export class ScoreTable {
  readonly #rows = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #epochs: number[] = [];
  readonly #clusters: (string | null)[] = [];
  readonly #columns = new Map<string, Column>();

  get size(): number {
    return this.#ids.length;
  }

  /** The row of a sample and epoch, emptied where it was there before. */
  row(id: string, epoch: number, cluster: string | null): number {
    const cell = `${epoch}:${id}`;
    const before = this.#rows.get(cell);
    if (before !== undefined) {
      for (const { scores } of this.#columns.values()) scores[before] = undefined;
      this.#clusters[before] = cluster;
      return before;
    }
    const row = this.#ids.push(id) - 1;
    this.#rows.set(cell, row);
    this.#epochs.push(epoch);
    this.#clusters.push(cluster);
    return row;
  }

  set(row: number, metric: string, group: string, score: number | null): void {
    let column = this.#columns.get(metric);
    if (column === undefined) {
      column = { group, scores: [] };
      this.#columns.set(metric, column);
    }
    column.scores[row] = score;
  }

  /** How many samples name no cluster. */
  get withoutCluster(): number {
    return this.#clusters.filter((cluster) => cluster === null).length;
  }

  /**
   * Each metric with every sample; a sample that it did not score is unscored.
   *
   * @param hasClusters whether to give clusters, which every sample then must have
   */
  metrics(hasClusters: boolean): TableMetric[] {
    const order = this.#ids.map((_, row) => row);
    const [ids, epochs] = [this.#ids, this.#epochs];
    order.sort((a, b) => {
      const [left = "", right = ""] = [ids[a], ids[b]];
      return left < right ? -1 : left > right ? 1 : (epochs[a] ?? 0) - (epochs[b] ?? 0);
    });
    const shared = {
      id: order.map((row) => ids[row] ?? ""),
      epoch: order.map((row) => epochs[row] ?? 0),
      ...(hasClusters ? { cluster: order.map((row) => this.#clusters[row] ?? "") } : {}),
    };
    return [...this.#columns].map(([metric, { group, scores }]) => ({
      metric,
      group,
      samples: { ...shared, score: order.map((row) => scores[row] ?? null) },
    }));
  }
}

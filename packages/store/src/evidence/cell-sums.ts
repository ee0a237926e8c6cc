/** The scores of one sample-level outcome in sums, from which mean and clustered standard error follow. */
export interface CellSums {
  readonly outcomeId: string;
  readonly run: string;
  readonly arm: string;
  readonly stage: string;
  readonly step: number | null;
  readonly eval: string;
  readonly metric: string;
  readonly condition: string;
  readonly judge: string;
  /** Scored cells. */
  readonly n: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** Clusters with a scored cell. */
  readonly clusters: number;
  /** Sum over clusters of the square of (sum of the cluster - its cells * mean): the meat of CR0. */
  readonly clusteredSumSquares: number;
}

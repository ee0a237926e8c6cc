/** How much of a plan has arrived: one row for each arm, seed, stage, step and eval that has outcomes. */
export interface CoverageRow {
  readonly run: string;
  readonly arm: string;
  readonly seed: number | null;
  readonly stage: string;
  readonly step: number | null;
  readonly eval: string;
  readonly metric: string;
  readonly judge: string;
  readonly level: "samples" | "counts" | "summary" | "point";
  readonly outcomes: number;
  readonly scored: number;
}

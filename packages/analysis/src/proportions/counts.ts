/** Events among the observations of two independent sides. */
export interface TwoCounts {
  readonly x1: number;
  readonly n1: number;
  readonly x0: number;
  readonly n0: number;
}

/** Two ends of an interval, on whatever scale its maker says. */
export interface Limits {
  readonly lower: number;
  readonly upper: number;
}

/** An estimate with its own interval: what MOVER combines. A limit may be infinite on the log-odds scale. */
export interface SingleArm extends Limits {
  readonly estimate: number;
}

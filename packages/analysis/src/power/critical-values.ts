import { criticalT } from "../distributions/student-t.js";

const STEPS = 100;

/**
 * Critical values of t for many draws whose df are seldom the same: df is rounded down to a hundredth, which makes a
 * value at most a little larger, and what was worked out is kept.
 */
export function criticalValues(level: number): (df: number) => number {
  const known = new Map<number, number>();
  return (df) => {
    const step = Math.max(1, Math.floor(df * STEPS));
    const found = known.get(step) ?? criticalT(level, step / STEPS);
    known.set(step, found);
    return found;
  };
}

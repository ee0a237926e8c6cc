/** Where to stop looking for a root. */
export interface RootOptions {
  /** Absolute width of the bracket at which the search ends; 0 asks for the last bit. */
  readonly tolerance?: number;
  readonly maximumSteps?: number;
}

/**
 * Root of a continuous function between two points where its signs differ (Brent 1973, zeroin).
 *
 * @returns the root; null where the function has the same sign at both ends, or is NaN on the way
 */
export function brentRoot(
  f: (x: number) => number,
  lower: number,
  upper: number,
  { tolerance = 0, maximumSteps = 200 }: RootOptions = {},
): number | null {
  let a = lower;
  let b = upper;
  let fa = f(a);
  let fb = f(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (Number.isNaN(fa) || Number.isNaN(fb) || fa > 0 === fb > 0) return null;
  let c = a;
  let fc = fa;
  let step = b - a;
  let previous = step;
  for (let count = 0; count < maximumSteps; count += 1) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const close = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (Math.abs(half) <= close || fb === 0) return b;
    let next = half;
    let bisects = true;
    if (Math.abs(previous) >= close && Math.abs(fa) > Math.abs(fb)) {
      const ratio = fb / fa;
      // Two points give the secant, three the inverse parabola.
      let p = 2 * half * ratio;
      let q = 1 - ratio;
      if (a !== c) {
        const other = fa / fc;
        const third = fb / fc;
        p = ratio * (2 * half * other * (other - third) - (b - a) * (third - 1));
        q = (other - 1) * (third - 1) * (ratio - 1);
      }
      if (p > 0) q = -q;
      else p = -p;
      if (2 * p < Math.min(3 * half * q - Math.abs(close * q), Math.abs(previous * q))) {
        next = p / q;
        bisects = false;
      }
    }
    previous = bisects ? half : step;
    step = next;
    a = b;
    fa = fb;
    b += Math.abs(step) > close ? step : Math.sign(half) * close;
    fb = f(b);
    if (Number.isNaN(fb)) return null;
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      step = b - a;
      previous = step;
    }
  }
  return b;
}

/** The lowest point found on a line. */
export interface LineMinimum {
  readonly x: number;
  readonly value: number;
}

const GOLDEN = (3 - Math.sqrt(5)) / 2;

/**
 * Local minimum of a function between two bounds (Brent 1973, localmin); the minimum itself where there is only one.
 * The bounds are never evaluated by the search itself, so both are compared with what it found at the end: a minimum
 * at a bound is given as that bound, exactly. A NaN counts as infinitely high.
 *
 * @param tolerance relative precision of x; below the root of the machine's precision nothing is gained
 */
export function brentMinimum(
  f: (x: number) => number,
  lower: number,
  upper: number,
  tolerance = 1e-9,
  maximumSteps = 200,
): LineMinimum {
  const height = (x: number): number => {
    const value = f(x);
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value;
  };
  let a = lower;
  let b = upper;
  let x = a + GOLDEN * (b - a);
  let w = x;
  let v = x;
  let fx = height(x);
  let fw = fx;
  let fv = fx;
  let step = 0;
  let previous = 0;
  for (let count = 0; count < maximumSteps; count += 1) {
    const middle = (a + b) / 2;
    const close = tolerance * Math.abs(x) + Number.MIN_VALUE + 1e-12 * (upper - lower);
    if (Math.abs(x - middle) <= 2 * close - (b - a) / 2) break;
    let golden = true;
    if (Math.abs(previous) > close) {
      const r = (x - w) * (fx - fv);
      let q = (x - v) * (fx - fw);
      let p = (x - v) * q - (x - w) * r;
      q = 2 * (q - r);
      if (q > 0) p = -p;
      else q = -q;
      if (Math.abs(p) < Math.abs(0.5 * q * previous) && p > q * (a - x) && p < q * (b - x)) {
        previous = step;
        step = p / q;
        const next = x + step;
        if (next - a < 2 * close || b - next < 2 * close) step = x < middle ? close : -close;
        golden = false;
      }
    }
    if (golden) {
      previous = x < middle ? b - x : a - x;
      step = GOLDEN * previous;
    }
    const u = Math.abs(step) >= close ? x + step : x + (step > 0 ? close : -close);
    const fu = height(u);
    if (fu <= fx) {
      if (u < x) b = x;
      else a = x;
      [v, w, x] = [w, x, u];
      [fv, fw, fx] = [fw, fx, fu];
    } else {
      if (u < x) a = u;
      else b = u;
      if (fu <= fw || w === x) {
        [v, w] = [w, u];
        [fv, fw] = [fw, fu];
      } else if (fu <= fv || v === x || v === w) {
        v = u;
        fv = fu;
      }
    }
  }
  const ends = [lower, upper].map((end) => ({ x: end, value: height(end) }));
  return ends.reduce((best, end) => (end.value <= best.value ? end : best), { x, value: fx });
}

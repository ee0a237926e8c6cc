import { newtonMinimum } from "../numeric/newton-minimum.js";

/** A component this small is tried at 0. */
const SMALL = 0.02;
/** How much lower than at 0 the deviance must be for a component to stay. */
const GAIN = 1e-9;
/** Where a component that came to 0 is tried again: 0 is level by symmetry, even where it is a saddle. */
const AGAIN = [0.05, 0.15, 0.4, 1];

const MOST_ATTEMPTS = 4;

/** A point that is lower with one of the components away from 0; null where there is none. */
function lowerAgain(
  deviance: (x: Float64Array) => number,
  x: Float64Array,
  lowest: number,
  components: readonly number[],
): Float64Array | null {
  for (const component of components) {
    for (const value of AGAIN) {
      const tried = x.slice();
      tried[component] = value;
      if (deviance(tried) < lowest - GAIN) return tried;
    }
  }
  return null;
}

/**
 * Minimum of a deviance whose first `components` arguments are relative standard deviations: it depends on their
 * squares, so it is smooth across 0 and needs no constraint. Components that are no better than 0 are put there
 * exactly, and the rest is minimised again.
 *
 * @param gradient of the deviance, at components of either sign taken as positive
 */
export function minimumWithBoundary(
  deviance: (x: Float64Array) => number,
  start: Float64Array,
  components: number,
  gradient?: (x: Float64Array) => Float64Array,
): Float64Array {
  let free = Array.from({ length: start.length }, (_, index) => index);
  let x = start;
  let attempts = MOST_ATTEMPTS;
  for (;;) {
    const whole = (part: Float64Array) => {
      const full = new Float64Array(start.length);
      free.forEach((index, position) => {
        const value = part[position] ?? 0;
        full[index] = index < components ? Math.abs(value) : value;
      });
      return full;
    };
    if (free.length === 0) return x;
    const from = Float64Array.from(free, (index) => x[index] ?? 0);
    // The deviance is even in a component, so its slope turns with the component's sign.
    const slope =
      gradient &&
      ((part: Float64Array) => {
        const all = gradient(whole(part));
        return Float64Array.from(free, (index, position) =>
          index < components && (part[position] ?? 0) < 0 ? -(all[index] ?? 0) : (all[index] ?? 0),
        );
      });
    const options = slope ? { gradient: slope } : {};
    x = whole(newtonMinimum((part) => deviance(whole(part)), from, options).x);
    const lowest = deviance(x);
    const vanished = free.filter((index) => {
      if (index >= components || (x[index] ?? 0) > SMALL) return false;
      const without = x.slice();
      without[index] = 0;
      return deviance(without) <= lowest + GAIN;
    });
    if (vanished.length === 0) return x;
    const better = lowerAgain(deviance, x, lowest, vanished);
    if (better !== null && attempts > 0) {
      attempts -= 1;
      x = better;
      continue;
    }
    free = free.filter((index) => !vanished.includes(index));
    for (const index of vanished) x = x.map((value, other) => (other === index ? 0 : value));
  }
}

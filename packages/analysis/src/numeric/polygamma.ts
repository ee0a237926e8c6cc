/** B_2k / (2k) with its sign, for the series of log gamma's derivatives: 1/12, -1/120, ... */
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];
/** From here on the series is good to the last digit. */
const LARGE = 12;

/** Derivative of log gamma; x > 0. */
export function digamma(x: number): number {
  let shifted = x;
  let sum = 0;
  for (; shifted < LARGE; shifted += 1) sum -= 1 / shifted;
  const square = 1 / (shifted * shifted);
  let power = square;
  let tail = 0;
  for (const coefficient of SERIES) {
    tail += coefficient * power;
    power *= square;
  }
  return sum + Math.log(shifted) - 1 / (2 * shifted) - tail;
}

/** Second derivative of log gamma; x > 0. */
export function trigamma(x: number): number {
  let shifted = x;
  let sum = 0;
  for (; shifted < LARGE; shifted += 1) sum += 1 / (shifted * shifted);
  const square = 1 / (shifted * shifted);
  let power = square / shifted;
  let tail = 0;
  SERIES.forEach((coefficient, index) => {
    tail += 2 * (index + 1) * coefficient * power;
    power *= square;
  });
  return sum + 1 / shifted + square / 2 + tail;
}

/** Third derivative of log gamma; x > 0. */
function tetragamma(x: number): number {
  let shifted = x;
  let sum = 0;
  for (; shifted < LARGE; shifted += 1) sum -= 2 / shifted ** 3;
  const square = 1 / (shifted * shifted);
  let power = square * square;
  let tail = 0;
  SERIES.forEach((coefficient, index) => {
    const order = 2 * (index + 1);
    tail += order * (order + 1) * coefficient * power;
    power *= square;
  });
  return sum - square - square / shifted - tail;
}

const NEWTON_STEPS = 100;

/** The x > 0 whose trigamma is `value` > 0. Newton on the reciprocal, which is convex (Smyth 2004). */
export function trigammaInverse(value: number): number {
  if (!(value > 0)) return Number.NaN;
  if (value > 1e7) return 1 / Math.sqrt(value);
  if (value < 1e-6) return 1 / value;
  let x = 0.5 + 1 / value;
  for (let step = 0; step < NEWTON_STEPS; step += 1) {
    const here = trigamma(x);
    const change = (here * (1 - here / value)) / tetragamma(x);
    x += change;
    if (Math.abs(change) <= 1e-14 * x) return x;
  }
  return x;
}

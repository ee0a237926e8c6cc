import gammaln from "@stdlib/math-base-special-gammaln";

/** log(1 + e^x) without overflow. */
function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** k log k, 0 at 0. */
function timesLog(k: number, n: number): number {
  return k > 0 ? k * Math.log(k / n) : 0;
}

/** Log likelihood of counts at log odds, without the binomial coefficients. */
export function binomialKernel(events: Float64Array, trials: Float64Array, logOdds: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < events.length; row += 1) {
    const k = events[row] ?? 0;
    const n = trials[row] ?? 0;
    const at = logOdds[row] ?? 0;
    // Each tail by its own softplus, so that neither loses its digits.
    sum -= k * softplus(-at) + (n - k) * softplus(at);
  }
  return sum;
}

/** Sum of the logs of the binomial coefficients. */
export function logCoefficients(events: Float64Array, trials: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < events.length; row += 1) {
    const k = events[row] ?? 0;
    const n = trials[row] ?? 0;
    sum += gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
  }
  return sum;
}

/** Log likelihood of counts at log odds. */
export function binomialLogLikelihood(
  events: Float64Array,
  trials: Float64Array,
  logOdds: Float64Array,
): number {
  return binomialKernel(events, trials, logOdds) + logCoefficients(events, trials);
}

/** Twice the log likelihood short of the saturated model's. */
export function binomialDeviance(events: Float64Array, trials: Float64Array, logOdds: Float64Array): number {
  let saturated = 0;
  for (let row = 0; row < events.length; row += 1) {
    const k = events[row] ?? 0;
    const n = trials[row] ?? 0;
    saturated += timesLog(k, n) + timesLog(n - k, n);
  }
  return 2 * (saturated - binomialKernel(events, trials, logOdds));
}

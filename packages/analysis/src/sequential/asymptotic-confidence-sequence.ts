import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** A half-width that holds at every sample size at once, with the parameter that places its narrowest point. */
export interface SequenceHalfWidth {
  readonly rho: number;
  readonly halfWidth: number;
}

/**
 * Question: how wide must an interval be that may be looked at after every run, and covers all the time?
 * Model: independent values with a finite variance; asymptotic, so that below about ten of them it covers less than it
 *   says, and no analysis offers it for runs.
 * Formula: rho = sqrt((-2 log a + log(1 - 2 log a)) / m), with m the size at which it is to be narrowest;
 *   half-width = s sqrt(2 (n rho^2 + 1) / (n rho)^2 log(sqrt(n rho^2 + 1) / a)).
 * Units: those of the values' standard deviation.
 * Not estimable when: no value; a variance that is not positive; alpha not in (0, 1).
 * Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2021.
 * Checked against: the closed form in Python.
 *
 * @param tuning the number of values at which the interval is to be narrowest
 */
export function asymptoticConfidenceSequence(
  { n, variance }: { readonly n: number; readonly variance: number },
  alpha: number,
  tuning: number,
): SequenceHalfWidth | NotEstimable {
  if (!(n >= 1)) return notEstimable("there is no value");
  if (!(variance > 0)) return notEstimable("nothing varies that an interval could rest on");
  if (!(alpha > 0 && alpha < 1) || !(tuning > 0))
    return notEstimable("alpha must lie between 0 and 1, and the tuning size above 0");
  const twice = -2 * Math.log(alpha);
  const rho = Math.sqrt((twice + Math.log1p(twice)) / tuning);
  const scaled = n * rho * rho + 1;
  const halfWidth =
    Math.sqrt(variance) * Math.sqrt(((2 * scaled) / (n * rho) ** 2) * Math.log(Math.sqrt(scaled) / alpha));
  return { rho, halfWidth };
}

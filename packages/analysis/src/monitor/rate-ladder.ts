/** Distance of two rungs in log-odds: a bound is at most this much too low, a tenth of a point in the middle. */
const SPACING = 1 / 200;

/** Numbers of the lowest rung, a rate of about one in a million, and of the highest; 0 is one half. */
export const LOWEST_RUNG = -2800;
export const HIGHEST_RUNG = 2800;

/** The rates that a bound climbs over, the same for every series and for both sides. */
export function rungRate(rung: number): number {
  return 1 / (1 + Math.exp(-rung * SPACING));
}

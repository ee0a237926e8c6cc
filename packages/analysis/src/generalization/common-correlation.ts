import type { Estimated } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import type { Unit } from "../measure/arm-moment.js";
import type { SidedLead } from "./suite-groups.js";

/** A common correlation above this makes weights of near-equal suites explode. */
const MOST_CORRELATION = 0.95;

/** A lead that can be weighed, with its standard error. */
export interface WeighedLead extends SidedLead {
  readonly finding: Estimated;
  readonly standardError: number;
}

/** Covariance over the runs of one arm of its means on two evals. */
function sharedCovariance(one: readonly Unit[], other: readonly Unit[], sign: number): number {
  const later = new Map(other.map((unit) => [unit.key, unit.measured.value.rate]));
  const pairs = one.flatMap((unit) => {
    const rate = later.get(unit.key);
    return rate === undefined ? [] : [[unit.measured.value.rate, rate] as const];
  });
  const count = pairs.length;
  if (count < 2) return 0;
  const mean = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / count;
  const [first, second] = [mean(0), mean(1)];
  const products = pairs.reduce((sum, [a, b]) => sum + (a - first) * (b - second), 0);
  return (sign * products) / ((count - 1) * count);
}

/**
 * The one correlation that shared runs give to the leads of any two suites: the mean over pairs of the runs'
 * covariance over both standard errors, within [0, 0.95]. A few runs cannot tell one pair's correlation from another's.
 */
export function commonCorrelation(suites: readonly WeighedLead[]): number {
  let sum = 0;
  let pairs = 0;
  suites.forEach((one, index) => {
    for (const other of suites.slice(index + 1)) {
      const sign = orientation(one.lead.metric.direction) * orientation(other.lead.metric.direction);
      const covariance =
        sharedCovariance(one.lead.contrast.arm.units, other.lead.contrast.arm.units, sign) +
        sharedCovariance(one.lead.contrast.control.units, other.lead.contrast.control.units, sign);
      sum += covariance / (one.standardError * other.standardError);
      pairs += 1;
    }
  });
  return pairs === 0 ? 0 : Math.min(MOST_CORRELATION, Math.max(0, sum / pairs));
}

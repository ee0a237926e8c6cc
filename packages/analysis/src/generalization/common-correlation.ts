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

type Rates = ReadonlyMap<string, number>;

const ratesOf = (units: readonly Unit[]): Rates =>
  new Map(units.map((unit) => [unit.key, unit.measured.value.rate]));

/** Covariance over the runs of one arm of its means on two evals. */
function sharedCovariance(one: Rates, other: Rates, sign: number): number {
  let [count, first, second] = [0, 0, 0];
  for (const [key, own] of one) {
    const rate = other.get(key);
    if (rate === undefined) continue;
    count += 1;
    first += own;
    second += rate;
  }
  if (count < 2) return 0;
  first /= count;
  second /= count;
  let products = 0;
  for (const [key, own] of one) {
    const rate = other.get(key);
    if (rate !== undefined) products += (own - first) * (rate - second);
  }
  return (sign * products) / ((count - 1) * count);
}

/**
 * The one correlation that shared runs give to the leads of any two suites: the mean over pairs of the runs'
 * covariance over both standard errors, within [0, 0.95]. A few runs cannot tell one pair's correlation from another's.
 */
export function commonCorrelation(suites: readonly WeighedLead[]): number {
  let sum = 0;
  let pairs = 0;
  const sides = suites.map(({ lead, standardError }) => ({
    lead,
    standardError,
    arm: ratesOf(lead.contrast.arm.units),
    control: ratesOf(lead.contrast.control.units),
  }));
  sides.forEach((one, index) => {
    for (const other of sides.slice(index + 1)) {
      const sign = orientation(one.lead.metric.direction) * orientation(other.lead.metric.direction);
      const covariance =
        sharedCovariance(one.arm, other.arm, sign) + sharedCovariance(one.control, other.control, sign);
      sum += covariance / (one.standardError * other.standardError);
      pairs += 1;
    }
  });
  return pairs === 0 ? 0 : Math.min(MOST_CORRELATION, Math.max(0, sum / pairs));
}

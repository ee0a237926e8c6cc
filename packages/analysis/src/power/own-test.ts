import { type RunContrast, runVariance } from "../effects/run-variance.js";
import { seededRandom } from "../seeded-random.js";
import { criticalValues } from "./critical-values.js";
import { detectableNoncentrality, tPower } from "./t-power.js";

/** The default test of a lead as it is: each arm's own spread, and the df that follow from it. */
export interface OwnTest {
  /** Power at a lead of that many true standard errors; null with one run an arm. */
  readonly power: (runs: number, alpha: number, noncentrality: number) => number | null;
  /** True standard errors that a lead must measure to be found with that power; null with one run an arm. */
  readonly needed: (runs: number, alpha: number, power: number) => number | null;
}

const DRAWS = 4000;
/** With more runs than this an arm the noncentral t on 2 (S - 1) df is as good to a hundredth. */
const MOST_SIMULATED = 12;

/** Two arms of that many runs, drawn again and again; the same for every level. */
function drawPairs(runs: number, seed: number): RunContrast[] {
  const random = seededRandom(seed);
  const draw = () => {
    const values = new Float64Array(runs);
    for (let run = 0; run < runs; run += 1) values[run] = random.normal();
    return values;
  };
  return Array.from({ length: DRAWS }, () => runVariance(draw(), draw())).flatMap((contrast) =>
    "status" in contrast ? [] : [contrast],
  );
}

/** What a lead must exceed to be found, in true standard errors, for each draw of two arms; sorted. */
function thresholds(pairs: readonly RunContrast[], runs: number, alpha: number): Float64Array {
  const critical = criticalValues(1 - alpha);
  return Float64Array.from(pairs, ({ armMean, controlMean, variance, df }) => {
    const half = critical(df) * Math.sqrt(variance);
    return (half - (armMean - controlMean)) / Math.sqrt(2 / runs);
  }).sort();
}

/**
 * Question: what does the default test of a lead find, which does not know that two arms vary alike?
 * Model: run means are normal with one variance; the test estimates each arm's own (Satterthwaite df, floor 1). Other
 *   prompts only add df, so that what is said for these runs is on the safe side there.
 * Formula: a lead is found where lead > t_df SE - noise, and the right side does not depend on the lead: one set of
 *   seeded draws gives the power for every lead. From 13 runs an arm on, the noncentral t.
 * Units: probability; true standard errors.
 * Not estimable when: one run an arm; null then.
 * Source: Welch 1947; simulation.
 * Checked against: the noncentral t, which it approaches from below as runs are added; `mover-wilson` by simulation.
 */
export function ownTest(seed: number): OwnTest {
  const pairs = new Map<number, RunContrast[]>();
  const known = new Map<string, Float64Array>();
  const centres = new Map<string, number>();
  const of = (runs: number, alpha: number) => {
    const key = `${runs} ${alpha}`;
    const drawn = pairs.get(runs) ?? drawPairs(runs, seed);
    pairs.set(runs, drawn);
    const found = known.get(key) ?? thresholds(drawn, runs, alpha);
    known.set(key, found);
    return found;
  };
  /** The search for the cheapest design asks for the same one with every number of prompts. */
  const centreOf = (runs: number, alpha: number, power: number) => {
    const key = `${runs} ${alpha} ${power}`;
    const found = centres.get(key) ?? detectableNoncentrality(2 * (runs - 1), alpha, power);
    centres.set(key, found);
    return found;
  };
  return {
    power: (runs, alpha, noncentrality) => {
      if (runs < 2) return null;
      if (runs > MOST_SIMULATED) return tPower({ noncentrality, df: 2 * (runs - 1), alpha });
      return shareBelow(of(runs, alpha), noncentrality);
    },
    needed: (runs, alpha, power) => {
      if (runs < 2) return null;
      if (runs > MOST_SIMULATED) return centreOf(runs, alpha, power);
      return quantileOf(of(runs, alpha), power);
    },
  };
}

/** Share of sorted draws below a value. */
export function shareBelow(draws: Float64Array, value: number): number {
  let low = 0;
  let high = draws.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((draws[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low / draws.length;
}

/** The value below which that share of sorted draws lies; never less. */
export function quantileOf(draws: Float64Array, share: number): number {
  return draws[Math.min(draws.length - 1, Math.ceil(share * draws.length))] ?? Number.NaN;
}

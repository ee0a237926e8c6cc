import type { Thresholds } from "../durability/run-leads.js";
import { criticalValues } from "./critical-values.js";
import { quantileOf, shareBelow } from "./own-test.js";
import { type RetentionDraws, retentionDraws } from "./retention-draws.js";
import { provableLead, retentionPower } from "./retention-power.js";

/** What the verdict's own test of retention is planned with. */
export interface RetentionRuns {
  readonly runs: number;
  /** Standard deviation between runs of one arm, at each stage. */
  readonly deviation: number;
  /** Correlation of a run's means at the two stages. */
  readonly correlation: number;
  /** Variance of the contrast over other prompts; 0 where the claim is about these prompts. */
  readonly promptVariance: number;
  readonly thresholds: Thresholds;
  /** Coverage of the two-sided interval that verdicts use. */
  readonly level: number;
}

/** The verdict's own rule of retention, where all of the lead is truly left. */
export interface RetentionRule {
  /** How likely more than r_lo of a lead of that size is proved to be left; null with one run an arm. */
  readonly power: (design: RetentionRuns, lead: number) => number | null;
  /** The smallest lead for which it is proved with that power; null with one run an arm. */
  readonly provable: (design: RetentionRuns, power: number) => number | null;
}

/** With more runs than this an arm the noncentral t is nearer to the truth than four thousand draws are. */
const MOST_SIMULATED = 24;
/** The truth under which retention is to be proved. */
const ALL = 1;

/**
 * Question: how much of a lead must be left beyond a share for the verdict's own rule to prove it, again and again?
 * Model: a run's means at both stages are bivariate normal, arms are equal; the rule is that of `run-leads.ts`, with
 *   its df, the smallest of several contrasts.
 * Formula: (R - r) b is proved where it exceeds t_df SE - noise, and neither side of that depends on the lead: one set
 *   of draws gives the power for every lead. From 25 runs an arm on, `retention-power.ts`.
 * Units: those of the deviation.
 * Not estimable when: one run an arm; null then.
 * Source: statistics of this project, 2.5; simulation, seeded.
 * Checked against: the rule itself on drawn runs; `retention-power.ts`, which it approaches from below.
 */
export function retentionRule(seed: number): RetentionRule {
  const known = new Map<string, RetentionDraws>();
  const criticals = new Map<number, (df: number) => number>();
  const drawsOf = (design: RetentionRuns) => {
    const { runs, correlation, thresholds } = design;
    const key = JSON.stringify([runs, correlation, thresholds.lower, thresholds.upper]);
    const found = known.get(key) ?? retentionDraws(design, seed);
    known.set(key, found);
    return found;
  };
  const criticalOf = (level: number) => {
    const found = criticals.get(level) ?? criticalValues(level);
    criticals.set(level, found);
    return found;
  };
  /** What (R - r) b must exceed in each draw; sorted. */
  const thresholdsOf = (design: RetentionRuns): Float64Array => {
    const { noise, variance, df, other } = drawsOf(design);
    const critical = criticalOf(design.level);
    const { deviation, promptVariance } = design;
    const beside = Math.sqrt(promptVariance);
    return noise
      .map(
        (chance, draw) =>
          critical(df[draw] ?? 1) * Math.sqrt(deviation ** 2 * (variance[draw] ?? 0) + promptVariance) -
          (deviation * chance + beside * (other[draw] ?? 0)),
      )
      .sort();
  };
  const planned = ({ deviation, thresholds, level, ...design }: RetentionRuns) => ({
    ...design,
    fromDeviation: deviation,
    toDeviation: deviation,
    trueShare: ALL,
    claimedShare: thresholds.lower,
    arms: 2,
    variance: "pair" as const,
    oneSidedAlpha: (1 - level) / 2,
  });
  const kept = ({ thresholds }: RetentionRuns) => ALL - thresholds.lower;
  return {
    power: (design, lead) => {
      if (design.runs < 2) return null;
      if (design.runs > MOST_SIMULATED) return retentionPower({ ...planned(design), lead });
      return shareBelow(thresholdsOf(design), kept(design) * lead);
    },
    provable: (design, power) => {
      if (design.runs < 2) return null;
      if (design.runs > MOST_SIMULATED) return provableLead(planned(design), power);
      return quantileOf(thresholdsOf(design), power) / kept(design);
    },
  };
}

import { contrastVariance } from "../durability/covariance.js";
import { type RunStages, runLeads, type Thresholds } from "../durability/run-leads.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { criticalValues } from "./critical-values.js";

/** What the verdict's own test of retention is played through with; deviations between runs at each stage. */
export interface RetentionRuns {
  readonly runs: number;
  readonly fromDeviation: number;
  readonly toDeviation: number;
  readonly correlation: number;
  /** Variance of the contrast over other prompts; 0 where the claim is about these prompts. */
  readonly promptVariance: number;
  readonly thresholds: Thresholds;
  readonly level: number;
}

const DRAWS = 4000;

function stages(random: SeededRandom, design: RetentionRuns): RunStages {
  const from = new Float64Array(design.runs);
  const to = new Float64Array(design.runs);
  const own = Math.sqrt(Math.max(0, 1 - design.correlation ** 2));
  for (let run = 0; run < design.runs; run += 1) {
    const shared = random.normal();
    from[run] = design.fromDeviation * shared;
    to[run] = design.toDeviation * (design.correlation * shared + own * random.normal());
  }
  return { from, to };
}

/**
 * Question: how much of a lead must be left beyond a share for the verdict's own rule to prove it, again and again?
 * Model: a run's means at both stages are bivariate normal, arms are equal; the rule is that of `run-leads.ts`, with
 *   its df, the smallest of several contrasts.
 * Formula: (R - r) b is proved where it exceeds t_df SE - noise, and neither side of that depends on the lead: one set
 *   of draws gives the power for every lead.
 * Units: those of the deviations; sorted.
 * Not estimable when: one run an arm; empty then.
 * Source: statistics of this project, 2.5; simulation, seeded.
 * Checked against: `retention-power.ts`, which it approaches from below as runs are added.
 */
export function retentionThresholds(design: RetentionRuns, seed: number): Float64Array {
  const random = seededRandom(seed);
  const { level, promptVariance, thresholds } = design;
  const critical = criticalValues(level);
  const found = new Float64Array(design.runs < 2 ? 0 : DRAWS);
  for (let draw = 0; draw < found.length; draw += 1) {
    const leads = runLeads(stages(random, design), stages(random, design), thresholds);
    if ("status" in leads) continue;
    const share = thresholds.lower;
    const variance = contrastVariance(leads.covariance, share) + promptVariance;
    const noise = leads.to - share * leads.from + Math.sqrt(promptVariance) * random.normal();
    found[draw] = critical(leads.df) * Math.sqrt(variance) - noise;
  }
  return found.sort();
}

import { contrastVariance, type StageCovariance } from "../durability/covariance.js";
import type { Thresholds } from "../durability/run-leads.js";
import { settled } from "../effects/arm-components.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";

/** How two arms of a design are played through both stages; deviations between runs are 1 at each. */
export interface RetentionPlay {
  readonly runs: number;
  readonly correlation: number;
  readonly thresholds: Thresholds;
}

/** What the verdict's rule sees in each of the draws, in units of the deviation between runs. */
export interface RetentionDraws {
  /** Chance alone in `to - r_lo from`. */
  readonly noise: Float64Array;
  /** Its variance as the rule estimates it. */
  readonly variance: Float64Array;
  /** The smallest df of the contrasts that the rule looks at. */
  readonly df: Float64Array;
  /** A standard normal for other prompts. */
  readonly other: Float64Array;
}

const DRAWS = 4000;

interface ArmDraw extends StageCovariance {
  readonly fromMean: number;
  readonly toMean: number;
}

/** One arm: means of its runs at both stages, and the estimated covariance of those means. Nothing is kept of a run. */
function drawArm(random: SeededRandom, { runs, correlation }: RetentionPlay, own: number): ArmDraw {
  let [fromMean, toMean, fromSquares, toSquares, products] = [0, 0, 0, 0, 0];
  for (let run = 1; run <= runs; run += 1) {
    const from = random.normal();
    const to = correlation * from + own * random.normal();
    const [fromStep, toStep] = [from - fromMean, to - toMean];
    fromMean += fromStep / run;
    toMean += toStep / run;
    fromSquares += fromStep * (from - fromMean);
    toSquares += toStep * (to - toMean);
    products += fromStep * (to - toMean);
  }
  const divisor = (runs - 1) * runs;
  return {
    fromMean,
    toMean,
    from: settled(fromSquares / divisor),
    to: settled(toSquares / divisor),
    cross: products / divisor,
  };
}

/** Welch's df of one contrast, floor 1; `most` where it does not vary between runs. */
function welchDf(one: number, zero: number, runs: number, most: number): number {
  const variance = one + zero;
  const parts = (one * one + zero * zero) / (runs - 1);
  return parts > 0 ? Math.max(1, (variance * variance) / parts) : most;
}

/**
 * Plays the rule of `run-leads.ts` through with bivariate normal runs: seeded, and the same draws for every lead,
 * deviation, level and target. One pass over the runs, so that a thousand of them cost their random numbers alone.
 * Empty with one run an arm.
 */
export function retentionDraws(play: RetentionPlay, seed: number): RetentionDraws {
  const random = seededRandom(seed);
  const { runs, correlation, thresholds } = play;
  const count = runs < 2 ? 0 : DRAWS;
  const draws = {
    noise: new Float64Array(count),
    variance: new Float64Array(count),
    df: new Float64Array(count),
    other: new Float64Array(count),
  };
  const own = Math.sqrt(Math.max(0, 1 - correlation ** 2));
  const most = 2 * (runs - 1);
  const shares = [0, thresholds.lower, thresholds.upper, 1];
  for (let draw = 0; draw < count; draw += 1) {
    const arm = drawArm(random, play, own);
    const control = drawArm(random, play, own);
    let df = welchDf(arm.from, control.from, runs, most);
    for (const share of shares)
      df = Math.min(df, welchDf(contrastVariance(arm, share), contrastVariance(control, share), runs, most));
    draws.noise[draw] = arm.toMean - control.toMean - thresholds.lower * (arm.fromMean - control.fromMean);
    draws.variance[draw] =
      contrastVariance(arm, thresholds.lower) + contrastVariance(control, thresholds.lower);
    draws.df[draw] = df;
    draws.other[draw] = random.normal();
  }
  return draws;
}

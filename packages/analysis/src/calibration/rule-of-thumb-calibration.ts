import { criticalT } from "../distributions/student-t.js";
import { contrastVariance } from "../durability/covariance.js";
import { runLeads } from "../durability/run-leads.js";
import { seededRandom } from "../seeded-random.js";
import { runMeans } from "./run-means.js";
import { USUAL_SUITE } from "./simulated-arms.js";
import { type RetentionScenario, stageDrawer } from "./simulated-stages.js";
import { type Share, shareOf } from "./tally.js";

const LEVEL = 0.95;
/** Two-sided level whose lower side is a one-sided test at 5%. */
const ONE_SIDED = 0.9;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };

/** What is read off ordinary t tests on run means: each of them is right, and what is made of them is not. */
export interface RulesOfThumb {
  readonly significantFirst: Share;
  /** Significant at the first stage and not at the second, of all ablations and of those significant at the first. */
  readonly washedOut: Share;
  readonly washedOutOfFirst: Share;
  /** No significant change between the stages. */
  readonly noChange: Share;
  /** More than half of the lead is proved to be left: by a one-sided test at 5%, and at the 2.5% that is ours. */
  readonly moreThanHalf: Share;
  readonly moreThanHalfOurs: Share;
}

/** Rules of thumb about a lead that is followed, with equal variances assumed and all degrees of freedom of the runs. */
export function calibrateRulesOfThumb(
  scenario: RetentionScenario,
  repeats: number,
  seed: number,
): RulesOfThumb {
  const random = seededRandom(seed);
  const draw = stageDrawer(scenario, USUAL_SUITE);
  const df = 2 * scenario.runs - 2;
  const [t, oneSided] = [criticalT(LEVEL, df), criticalT(ONE_SIDED, df)];
  const count = { first: 0, washed: 0, same: 0, half: 0, ours: 0 };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { arm, control } = draw(random).matrices;
    const found = runLeads(
      { from: runMeans(arm.from), to: runMeans(arm.to) },
      { from: runMeans(control.from), to: runMeans(control.to) },
      THRESHOLDS,
    );
    if ("status" in found) continue;
    const { from, to, covariance } = found;
    const significant = (estimate: number, variance: number) => Math.abs(estimate) > t * Math.sqrt(variance);
    const first = significant(from, covariance.from);
    if (first) count.first += 1;
    if (first && !significant(to, covariance.to)) count.washed += 1;
    if (!significant(to - from, contrastVariance(covariance, 1))) count.same += 1;
    const left = THRESHOLDS.lower * from - to;
    const error = Math.sqrt(contrastVariance(covariance, THRESHOLDS.lower));
    if (left > oneSided * error) count.half += 1;
    if (left > t * error) count.ours += 1;
  }
  return {
    significantFirst: shareOf(count.first, repeats),
    washedOut: shareOf(count.washed, repeats),
    washedOutOfFirst: shareOf(count.washed, count.first),
    noChange: shareOf(count.same, repeats),
    moreThanHalf: shareOf(count.half, repeats),
    moreThanHalfOurs: shareOf(count.ours, repeats),
  };
}

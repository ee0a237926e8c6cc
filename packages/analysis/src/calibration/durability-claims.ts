import { calibrateCheckpoints } from "./checkpoints-calibration.js";
import { type Claim, claimOf, printed } from "./claim.js";
import { calibrateRulesOfThumb } from "./rule-of-thumb-calibration.js";
import { calibrateSelection } from "./selection-calibration.js";

/** Correlation of a run's effects at both stages at which the printed shares of this fallacy come out. */
const CORRELATION = 0.3;
/** Leads that three runs an arm find in a third and in two thirds of ablations. */
const [WEAK, FAIR] = [-0.074, -0.114];

const logit = (rate: number) => Math.log(rate / (1 - rate));
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** A control that falls from 30% to 5% while the log odds ratio of the arm, at 10% before, stays what it is. */
function floorRetention(): number {
  const later = logistic(logit(0.05) + logit(0.1) - logit(0.3));
  return (later - 0.05) / (0.1 - 0.3);
}

/** What is said of leads that are followed: rules of thumb, every checkpoint tested, the best arm picked. */
export function durabilityClaims(repeats: number, seed: number): Claim[] {
  const kept = (lead: number) =>
    calibrateRulesOfThumb({ lead, retained: 1, runs: 3, correlation: CORRELATION }, repeats, seed);
  const [weak, fair] = [kept(WEAK), kept(FAIR)];
  const halved = calibrateRulesOfThumb({ lead: -0.126, retained: 0.48, runs: 3 }, repeats, seed + 1);
  const checkpoints = calibrateCheckpoints(repeats, seed + 2);
  const picked = calibrateSelection(repeats, seed + 3);
  return [
    claimOf(
      "All of a weak lead is kept: it is significant before RL",
      weak.significantFirst,
      printed(0.33, 2000),
    ),
    claimOf("... and not after it, which is often called washed out", weak.washedOut, printed(0.2, 2000)),
    claimOf("... of those that were significant before", weak.washedOutOfFirst, printed(0.61, 660)),
    claimOf(
      "All of a fair lead is kept: it is significant before RL",
      fair.significantFirst,
      printed(0.67, 2000),
    ),
    claimOf("... of those: not after it", fair.washedOutOfFirst, printed(0.29, 1340)),
    claimOf(
      "48% of a lead of 12.6 points is kept: no significant decay, often called durable",
      halved.noChange,
      printed(0.7, 2000),
    ),
    claimOf(
      "... more than half is proved by a one-sided test at 5%",
      halved.moreThanHalf,
      printed(0.045, 2000),
    ),
    claimOf("... at 2.5%, as the verdicts have it", halved.moreThanHalfOurs),
    claimOf(
      "No effect: a t test at each of 8 checkpoints of RL, any is significant",
      checkpoints.anyOfEight,
      printed(0.242, 2000),
    ),
    claimOf("... after Holm", checkpoints.holm),
    claimOf("... at the last checkpoint alone", checkpoints.lastOnly),
    {
      text: "Best of seven arms that keep all of a lead of 10 points: median share that seems left",
      printed: printed(0.905, 2000),
      found: picked.plain,
    },
    {
      text: "... drawn towards the mean of the arms, as the finding gives it",
      printed: null,
      found: picked.corrected,
    },
    { text: "... of an arm that is named in advance", printed: null, found: picked.named },
    {
      text: "Control falls from 30% to 5%, log odds ratio unchanged: share left of the difference (no simulation)",
      printed: printed(0.18),
      found: { value: floorRetention(), error: 0 },
    },
  ];
}

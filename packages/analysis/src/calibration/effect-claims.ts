import { type Claim, claimOf, effectTally, printed } from "./claim.js";
import type { EffectMethod } from "./effect-calibration.js";
import type { EffectScenario } from "./effect-scenarios.js";
import { calibrateFamily, USUAL_FAMILY } from "./family-calibration.js";
import { calibrateLooks } from "./looks-calibration.js";
import { USUAL_SUITE } from "./simulated-arms.js";

const USUAL = "null, seed SD .3, S = 3";

/** What is said of single leads: naive tests, pooled variance, a noisy arm with two runs. */
export function leadClaims(repeats: number, seed: number): Claim[] {
  const rejects = (method: EffectMethod, change: Partial<EffectScenario> = {}) =>
    effectTally(USUAL, method, repeats, seed, change).rejectsZero;
  const covers = (name: string, method: EffectMethod) => effectTally(name, method, repeats, seed).coverage;
  const more = { suite: { ...USUAL_SUITE, prompts: 400 } };
  const pooled = "pooled-design-effect";
  return [
    claimOf(
      "No effect, three seeds an arm: a z test over all scores finds one",
      rejects("naive z, all scores"),
      printed(0.558),
    ),
    claimOf("The same with 400 prompts instead of 100", rejects("naive z, all scores", more)),
    claimOf(
      "No effect, three seeds an arm: a test over prompts, paired, finds one",
      rejects("paired by prompt"),
      printed(0.549),
    ),
    claimOf("No effect, three seeds an arm: the default finds one", rejects("mover-wilson"), printed(0.036)),
    claimOf("Pooled variance covers, all arms alike, S = 3", covers(USUAL, pooled), printed(0.951, 2000)),
    claimOf(
      "Pooled variance covers, one arm's seeds vary three times as much, S = 3",
      covers("null, seed SD .6 against .2, S = 3", pooled),
      printed(0.831, 2000),
    ),
    claimOf("The same, S = 5", covers("null, seed SD .6 against .2, S = 5", pooled), printed(0.834, 2000)),
    claimOf(
      "The default covers where a noisy arm has two runs and a quiet one five",
      covers("null, 2 runs (SD .6) against 5 (SD .2)", "mover-wilson"),
      printed(0.902),
    ),
  ];
}

/** What is said of many comparisons and many looks. */
export function repeatedTestClaims(repeats: number, seed: number): Claim[] {
  const family = calibrateFamily(USUAL_FAMILY, repeats, seed);
  const looks = calibrateLooks(repeats, seed + 1);
  return [
    claimOf(
      "42 correct tests without an effect (t on run means, S = 3): any is significant",
      family.runTest.unadjusted,
      printed(0.76, 2000),
    ),
    claimOf("The same after Holm", family.runTest.holm, printed(0.035, 2000)),
    claimOf(
      "Seeds are added from 2 to 10 and a t test repeated after each: any is significant",
      looks.everySeedTest,
      printed(0.184, 2000),
    ),
    claimOf("The same with the default instead of the t test", looks.everySeed),
    claimOf("The default at 2, 4, 6, 8 and 10 seeds, without a plan", looks.fiveLooks),
    claimOf("The same by the alpha that five registered looks spend", looks.fivePlanned),
    claimOf("The default once, at 10 seeds", looks.once),
  ];
}

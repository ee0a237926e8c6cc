import { normalCdf } from "../distributions/normal.js";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { seededRandom } from "../seeded-random.js";
import { obrienFlemingSpending } from "../sequential/alpha-spending.js";
import { equalFractions, spendingBoundaries } from "../sequential/group-sequential-boundaries.js";
import { effectInterval } from "./effect-interval.js";
import { runTest } from "./run-test.js";
import { promptEffects, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Share, shareOf } from "./tally.js";

const ALPHA = 0.05;
const MOST_RUNS = 10;
const PLANNED_LOOKS = 5;

/** Share of ablations without an effect in which one is found, by how often they are looked at. */
export interface LooksCalibration {
  /** At 2, 3 ... 10 seeds, whenever one more has arrived: by the t test on run means, and by the default. */
  readonly everySeedTest: Share;
  readonly everySeed: Share;
  /** At 2, 4 ... 10 seeds without a plan, and by a registered spending of alpha. */
  readonly fiveLooks: Share;
  readonly fivePlanned: Share;
  /** Once, when all have arrived. */
  readonly once: Share;
}

/** The p-value that each of the planned looks takes. */
function criticalPs(): number[] {
  const fractions = equalFractions(PLANNED_LOOKS);
  const bounds = spendingBoundaries({ fractions, alpha: ALPHA, sides: 2 }, obrienFlemingSpending);
  return fractions.map((_, look) =>
    "status" in bounds ? 0 : 2 * normalCdf(-(bounds.z[look] ?? Number.POSITIVE_INFINITY)),
  );
}

function firstRuns({ prompts, cells, scores }: CellMatrix, runs: number): CellMatrix {
  return { runs, prompts, cells: cells.slice(0, runs * prompts), scores: scores.slice(0, runs * prompts) };
}

/** What adding seeds until something is found does to false findings. */
export function calibrateLooks(repeats: number, seed: number): LooksCalibration {
  const random = seededRandom(seed);
  const own = { mean: -1, seedSd: 0.3, runs: MOST_RUNS };
  const clusterOf = Int32Array.from({ length: USUAL_SUITE.prompts }, (_, index) => index);
  const critical = criticalPs();
  const count = { tests: 0, every: 0, five: 0, planned: 0, once: 0 };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, USUAL_SUITE);
    const arm = simulateArm(random, own, effects, USUAL_SUITE);
    const control = simulateArm(random, own, effects, USUAL_SUITE);
    let anyTest = false;
    let any = false;
    let anyOfFive = false;
    let anyPlanned = false;
    let last = false;
    for (let runs = 2; runs <= MOST_RUNS; runs += 1) {
      const [one, zero] = [firstRuns(arm, runs), firstRuns(control, runs)];
      if ((runTest(one, zero) ?? 1) <= ALPHA) anyTest = true;
      const pair = crossedPair(one, zero, clusterOf);
      if ("status" in pair) continue;
      const comparison = { level: "samples", binary: true, pair } as const;
      const question = { scale: "difference", target: "prompt-general", level: 1 - ALPHA } as const;
      const interval = effectInterval(moverWilson.estimate(comparison, { ...question, intervalOnly: true }));
      last = interval !== null && (interval.lower > 0 || interval.upper < 0);
      if (!last) continue;
      any = true;
      if (runs % 2 !== 0) continue;
      anyOfFive = true;
      const found = moverWilson.estimate(comparison, question);
      const p = found.status === "estimated" ? found.pValue : null;
      if (p !== null && p <= (critical[runs / 2 - 1] ?? 0)) anyPlanned = true;
    }
    if (anyTest) count.tests += 1;
    if (any) count.every += 1;
    if (anyOfFive) count.five += 1;
    if (anyPlanned) count.planned += 1;
    if (last) count.once += 1;
  }
  return {
    everySeedTest: shareOf(count.tests, repeats),
    everySeed: shareOf(count.every, repeats),
    fiveLooks: shareOf(count.five, repeats),
    fivePlanned: shareOf(count.planned, repeats),
    once: shareOf(count.once, repeats),
  };
}

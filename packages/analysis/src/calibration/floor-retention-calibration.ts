import { crossedStages } from "../durability/crossed-stages.js";
import { fieller } from "../durability/fieller.js";
import { sampleLeads } from "../durability/sample-leads.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { holdsRatio } from "./retention-calibration.js";
import { meanAt, promptEffects, type SimulatedSuite, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Share, shareOf } from "./tally.js";

const LEVEL = 0.95;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };
const SUITE: SimulatedSuite = { ...USUAL_SUITE, prompts: 50 };
const SEED_SD = 0.3;
/** Correlation of a run's effects at both stages. */
const CORRELATION = 0.7;

/** Rates of arm and control at both stages, some of them so small that all scores may be 0. */
export interface FloorScenario {
  readonly name: string;
  readonly from: readonly [arm: number, control: number];
  readonly to: readonly [arm: number, control: number];
  readonly runs: number;
}

const of = (name: string, from: FloorScenario["from"], to: FloorScenario["to"], runs: readonly number[]) =>
  runs.map((own): FloorScenario => ({ name: `${name}, S = ${own}`, from, to, runs: own }));

export const FLOOR_SCENARIOS: readonly FloorScenario[] = [
  ...of(".15 against .33, then .0007 against .10", [0.15, 0.33], [0.0007, 0.1], [2, 3, 5]),
  ...of(".15 against .33, then .0007 against .002", [0.15, 0.33], [0.0007, 0.002], [3]),
  ...of(".0007 against .33, then .05 against .33", [0.0007, 0.33], [0.05, 0.33], [3]),
];

/** How often the set of shares in log odds holds the truth, at all and where a rate came out as 0 or 1. */
export interface FloorCalibration {
  readonly coverage: Share;
  readonly coverageOpen: Share;
  readonly open: Share;
  /** Both rates of a stage at the same end, or nothing else to say. */
  readonly missing: Share;
  /** Sets with an end. */
  readonly informative: Share;
}

/** Effects of one arm's runs at both stages. */
function seedsOf(random: SeededRandom, runs: number) {
  const from = Float64Array.from({ length: runs }, () => SEED_SD * random.normal());
  const own = Math.sqrt(1 - CORRELATION ** 2);
  return { from, to: from.map((seed) => CORRELATION * seed + own * SEED_SD * random.normal()) };
}

const logit = (rate: number) => Math.log(rate / (1 - rate));

/** Retention in log odds where rates are near 0. */
export function calibrateFloor(
  { from, to, runs }: FloorScenario,
  repeats: number,
  seed: number,
): FloorCalibration {
  const random = seededRandom(seed);
  const clusterOf = Int32Array.from({ length: SUITE.prompts }, (_, index) => index);
  const truth = (logit(to[0]) - logit(to[1])) / (logit(from[0]) - logit(from[1]));
  const means = [from, to].map((rates) => rates.map((rate) => meanAt(rate, SEED_SD, SUITE)));
  const count = { estimated: 0, covered: 0, open: 0, openCovered: 0, informative: 0 };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, SUITE);
    const side = (which: 0 | 1) => {
      const seeds = seedsOf(random, runs);
      const at = (stage: 0 | 1, own: Float64Array) => {
        const arm = { mean: means[stage]?.[which] ?? 0, seedSd: SEED_SD, runs };
        return simulateArm(random, arm, effects, SUITE, own);
      };
      return { from: at(0, seeds.from), to: at(1, seeds.to) };
    };
    const stages = crossedStages({ arm: side(0), control: side(1) }, clusterOf, "log-odds");
    if ("status" in stages) continue;
    const leads = sampleLeads(stages, "prompt-general", THRESHOLDS, LEVEL);
    if ("status" in leads) continue;
    const found = fieller(leads, LEVEL);
    if ("status" in found) continue;
    const covered = holdsRatio(found.set, truth);
    count.estimated += 1;
    if (covered) count.covered += 1;
    if (found.set.kind !== "unbounded") count.informative += 1;
    if (leads.open === undefined) continue;
    count.open += 1;
    if (covered) count.openCovered += 1;
  }
  return {
    coverage: shareOf(count.covered, count.estimated),
    coverageOpen: shareOf(count.openCovered, count.open),
    open: shareOf(count.open, repeats),
    missing: shareOf(repeats - count.estimated, repeats),
    informative: shareOf(count.informative, count.estimated),
  };
}

import type { Target } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { contrastVariance } from "../durability/covariance.js";
import { fieller } from "../durability/fieller.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { evalGap, runPairs } from "../generalization/eval-gap.js";
import { orientedSide } from "../generalization/oriented-side.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import type { SimpleInterval } from "./naive-methods.js";
import { holdsRatio } from "./retention-calibration.js";
import { meanAt, promptEffects, type SimulatedSuite, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Share, shareOf, type Tally, tallyKeeper } from "./tally.js";

/** Leads near an arm's training data and far from it, on suites of their own and the same runs. */
export interface TransferScenario {
  readonly name: string;
  readonly near: number;
  readonly far: number;
  readonly runs: number;
}

export const TRANSFER_SCENARIOS: readonly TransferScenario[] = [
  { name: "-27 near, half of it far, S = 3", near: -0.27, far: -0.135, runs: 3 },
  { name: "-27 near, half of it far, S = 5", near: -0.27, far: -0.135, runs: 5 },
  { name: "-27 near, all of it far, S = 3", near: -0.27, far: -0.27, runs: 3 },
  { name: "-27 near, nothing far, S = 3", near: -0.27, far: 0, runs: 3 },
  { name: "-10 near, all of it far, S = 3", near: -0.1, far: -0.1, runs: 3 },
  { name: "-27 near, all of it far, S = 2", near: -0.27, far: -0.27, runs: 2 },
];

const SEED_SD = 0.3;
/** Correlation of a run's effects on the two suites. */
const EVAL_CORRELATION = 0.5;
const CONTROL_RATE = 0.35;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };
const TARGET: Target = "prompt-general";

export interface TransferCalibration {
  readonly gap: Tally;
  readonly ratio: Tally;
  readonly bounded: Share;
}

function seeds(random: SeededRandom, runs: number) {
  const near = new Float64Array(runs);
  const far = new Float64Array(runs);
  for (let run = 0; run < runs; run += 1) {
    const shared = random.normal();
    near[run] = SEED_SD * shared;
    far[run] = SEED_SD * (EVAL_CORRELATION * shared + Math.sqrt(1 - EVAL_CORRELATION ** 2) * random.normal());
  }
  return { near, far };
}

/** Coverage of the gap between two evals and of the transfer ratio, over new runs and new prompts. */
export function calibrateTransfer(
  { near, far, runs }: TransferScenario,
  repeats: number,
  seed: number,
): TransferCalibration {
  const random = seededRandom(seed);
  const suites: Readonly<Record<"near" | "far", SimulatedSuite>> = {
    near: { ...USUAL_SUITE, prompts: 60, epochs: 5 },
    far: { ...USUAL_SUITE, prompts: 90, epochs: 3, promptSd: 1 },
  };
  const at = (rate: number, suite: SimulatedSuite) => ({
    mean: meanAt(rate, SEED_SD, suite),
    seedSd: SEED_SD,
    runs,
  });
  const arms = {
    near: { arm: at(CONTROL_RATE + near, suites.near), control: at(CONTROL_RATE, suites.near) },
    far: { arm: at(CONTROL_RATE + far, suites.far), control: at(CONTROL_RATE, suites.far) },
  };
  const [gaps, ratios] = [tallyKeeper(), tallyKeeper()];
  const ratio = far / near;
  let bounded = 0;
  let answered = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const [arm, control] = [seeds(random, runs), seeds(random, runs)];
    const sideOn = (which: "near" | "far") => {
      const suite = suites[which];
      const effects = promptEffects(random, suite);
      const pair = crossedPair(
        simulateArm(random, arms[which].arm, effects, suite, arm[which]),
        simulateArm(random, arms[which].control, effects, suite, control[which]),
        Int32Array.from({ length: suite.prompts }, (_, index) => index),
      );
      return "status" in pair ? pair : orientedSide(pair, twoWayComponents(pair), -1, "difference");
    };
    const [one, other] = [sideOn("near"), sideOn("far")];
    if ("status" in one || "status" in other) continue;
    const question = { scale: "difference", target: TARGET, level: 0.95, thresholds: THRESHOLDS } as const;
    const found = evalGap(one, other, runPairs(one, other, THRESHOLDS), question);
    if ("status" in found) continue;
    const { leads, gapDf } = found;
    const half = criticalT(0.95, gapDf) * Math.sqrt(contrastVariance(leads.covariance, 1));
    gaps.add({ lower: leads.to - leads.from - half, upper: leads.to - leads.from + half }, near - far);
    const set = fieller(leads, 0.95);
    if ("status" in set) continue;
    answered += 1;
    if (set.set.kind === "interval") bounded += 1;
    ratios.add(setInterval(set.set, ratio), ratio);
  }
  return { gap: gaps.result(), ratio: ratios.result(), bounded: shareOf(bounded, answered) };
}

/** A set as a tally takes it: its ends where it has both; else whether it holds the truth. */
function setInterval(set: Parameters<typeof holdsRatio>[0], ratio: number): SimpleInterval {
  if (set.kind === "interval" && set.lower !== null && set.upper !== null)
    return { lower: set.lower, upper: set.upper };
  const beyond = Number.POSITIVE_INFINITY;
  return holdsRatio(set, ratio) ? { lower: -beyond, upper: beyond } : { lower: beyond, upper: beyond };
}

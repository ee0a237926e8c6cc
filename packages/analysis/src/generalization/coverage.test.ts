import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { contrastVariance } from "../durability/covariance.js";
import { fieller } from "../durability/fieller.js";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { expectEstimated, ownClusters } from "../testing/matrices.js";
import { evalGap, runPairs } from "./eval-gap.js";
import { orientedSide } from "./oriented-side.js";

const PROMPTS = 60;
const EPOCHS = 5;
const PROMPT_SD = 1.2;
const ARM_PROMPT_SD = 0.4;
const SEED_SD = 0.3;
const CELL_SD = 0.3;
const MU = -0.3;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };
const REPLICATES = 250;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Seeds' effects on both evals; 60% of their variance is shared. */
function seedsOf(random: SeededRandom, runs: number): (readonly [number, number])[] {
  return Array.from({ length: runs }, () => {
    const common = SEED_SD * Math.sqrt(0.6) * random.normal();
    const own = () => common + SEED_SD * Math.sqrt(0.4) * random.normal();
    return [own(), own()];
  });
}

function cellsOf(
  random: SeededRandom,
  seeds: readonly (readonly [number, number])[],
  side: 0 | 1,
  base: readonly number[],
  shift: number,
): CellMatrix {
  const own = base.map((value) => value + ARM_PROMPT_SD * random.normal());
  const cells = new Float64Array(seeds.length * PROMPTS);
  seeds.forEach((seed, run) => {
    own.forEach((value, prompt) => {
      const chance = logistic(MU + shift + value + seed[side] + CELL_SD * random.normal());
      cells[run * PROMPTS + prompt] = random.binomial(EPOCHS, chance) / EPOCHS;
    });
  });
  return { runs: seeds.length, prompts: PROMPTS, cells, scores: cells.map(() => EPOCHS) };
}

/** The oriented lead over new runs and prompts, by integration. */
function trueLead(random: SeededRandom, shift: number): number {
  let sum = 0;
  const draws = 100_000;
  const spread = Math.hypot(PROMPT_SD, ARM_PROMPT_SD, SEED_SD, CELL_SD);
  for (let draw = 0; draw < draws; draw += 1) {
    const z = spread * random.normal();
    sum += logistic(MU + z) - logistic(MU + shift + z);
  }
  return sum / draws;
}

function coverage(shifts: readonly [number, number], runs: number): { gap: number; transfer: number } {
  const random = seededRandom(20260508);
  const [nearTrue, farTrue] = [trueLead(random, shifts[0]), trueLead(random, shifts[1])];
  let gaps = 0;
  let transfers = 0;
  for (let replicate = 0; replicate < REPLICATES; replicate += 1) {
    const arm = seedsOf(random, runs);
    const control = seedsOf(random, runs);
    const side = (which: 0 | 1) => {
      const base = Array.from({ length: PROMPTS }, () => PROMPT_SD * random.normal());
      const pair = expectEstimated(
        crossedPair(
          cellsOf(random, arm, which, base, shifts[which]),
          cellsOf(random, control, which, base, 0),
          ownClusters(PROMPTS),
        ),
      );
      return expectEstimated(orientedSide(pair, twoWayComponents(pair), -1, "difference"));
    };
    const [near, far] = [side(0), side(1)];
    const { leads, gapDf } = expectEstimated(
      evalGap(near, far, runPairs(near, far, THRESHOLDS), {
        scale: "difference",
        target: "prompt-general",
        level: 0.95,
        thresholds: THRESHOLDS,
      }),
    );
    const half = criticalT(0.95, gapDf) * Math.sqrt(contrastVariance(leads.covariance, 1));
    if (Math.abs(leads.to - leads.from - (farTrue - nearTrue)) <= half) gaps += 1;
    const { kind, lower, upper } = expectEstimated(fieller(leads, 0.95)).set;
    const ratio = farTrue / nearTrue;
    const isInside = (lower === null || ratio >= lower) && (upper === null || ratio <= upper);
    const isOutside = lower === null || upper === null || ratio <= lower || ratio >= upper;
    if (kind === "unbounded" || (kind === "exclusive" ? isOutside : isInside)) transfers += 1;
  }
  return { gap: gaps / REPLICATES, transfer: transfers / REPLICATES };
}

describe("coverage of gap and transfer ratio, prompt-general", () => {
  it.each([
    ["an equal lead on both", [-1.5, -1.5], 3],
    ["a third of it far away", [-1.5, -0.5], 3],
  ] as const)("%s", (_name, shifts, runs) => {
    const found = coverage(shifts, runs);
    // 0.935 less two Monte-Carlo standard errors.
    const least = 0.935 - 2 * Math.sqrt((0.95 * 0.05) / REPLICATES);
    expect(found.gap).toBeGreaterThanOrEqual(least);
    expect(found.transfer).toBeGreaterThanOrEqual(least);
  });
});

import type { DecayFit, HalfLife } from "@holdfast/core";
import { decayFits } from "../durability/decay-fit.js";
import { seededRandom } from "../seeded-random.js";
import type { SimpleInterval } from "./naive-methods.js";
import { type Share, shareOf, type Tally, tallyKeeper } from "./tally.js";

/** A lead that fades over the checkpoints of a stage, followed by a few runs. */
export interface HalfLifeScenario {
  readonly name: string;
  readonly start: number;
  readonly plateau: number;
  /** In steps; Infinity where nothing fades. */
  readonly halfLife: number;
  readonly runs: number;
  readonly checkpoints: number;
  /** Correlation of neighbouring checkpoints of a run, beyond its own level. */
  readonly neighbours: number;
}

const usual = { start: -0.3, plateau: 0, halfLife: 100, runs: 3, checkpoints: 8, neighbours: 0.3 } as const;

/** Checkpoints every 50 steps; deviations of 4 points between runs and of 2 points around them. */
export const HALF_LIFE_SCENARIOS: readonly HalfLifeScenario[] = [
  { ...usual, name: "half-life 100, S = 3" },
  { ...usual, name: "half-life 100, S = 5", runs: 5 },
  { ...usual, name: "half-life 100, down to a third, S = 3", plateau: -0.1 },
  { ...usual, name: "half-life 100, down to a third, S = 5", plateau: -0.1, runs: 5 },
  { ...usual, name: "half-life 400 (as long as the stage), S = 3", halfLife: 400 },
  { ...usual, name: "half-life 100, neighbours .8, S = 3", neighbours: 0.8 },
  { ...usual, name: "half-life 100, 4 checkpoints, S = 3", checkpoints: 4 },
  { ...usual, name: "half-life 100, S = 2", runs: 2 },
  { ...usual, name: "no decay, S = 3", halfLife: Number.POSITIVE_INFINITY },
  { ...usual, name: "no decay, S = 5", halfLife: Number.POSITIVE_INFINITY, runs: 5 },
  { ...usual, name: "no lead at all, S = 3", start: 0, halfLife: Number.POSITIVE_INFINITY },
];

const STEP = 50;
const RUN_SD = 0.04;
const CHECKPOINT_SD = 0.02;

export interface HalfLifeCalibration {
  /** Of the set that is shown; what excludes no half-life is left out. */
  readonly tally: Tally;
  /** Of the set by each model, shown or not. */
  readonly byModel: ReadonlyMap<DecayFit["model"], Tally>;
  /** Share of repeats in which the answer was "more than so many steps". */
  readonly moreThan: Share;
  readonly notEstimable: Share;
  /** Share of repeats in which the lead was said to decline; where nothing fades, that is false. */
  readonly declines: Share;
  /** Share of repeats in which the answer assumed that all of the lead fades. */
  readonly assumed: Share;
}

const MODELS = ["to-plateau", "to-zero"] as const satisfies readonly DecayFit["model"][];

/** A half-life as a tally takes it; null where there is none. Growth is right only where nothing fades. */
function setOf(found: HalfLife | undefined): SimpleInterval | null {
  const beyond = Number.POSITIVE_INFINITY;
  if (found?.kind === "interval") return { lower: found.lower, upper: found.upper };
  if (found?.kind === "more-than") return { lower: found.lower, upper: beyond };
  return found?.kind === "no-decay" ? { lower: beyond, upper: beyond } : null;
}

/** How the half-life's set fares; where nothing fades, any set that ends is wrong. */
export function calibrateHalfLife(
  { start, plateau, halfLife, runs, checkpoints, neighbours }: HalfLifeScenario,
  repeats: number,
  seed: number,
): HalfLifeCalibration {
  const random = seededRandom(seed);
  const times = Float64Array.from({ length: checkpoints }, (_, place) => place * STEP);
  const decayed = Number.isFinite(halfLife)
    ? times.map((time) => plateau + (start - plateau) * 0.5 ** (time / halfLife))
    : times.map(() => start);
  const course = (mean: (place: number) => number) => {
    const level = RUN_SD * random.normal();
    let noise = random.normal();
    return times.map((_, place) => {
      if (place > 0) noise = neighbours * noise + Math.sqrt(1 - neighbours ** 2) * random.normal();
      return mean(place) + level + CHECKPOINT_SD * noise;
    });
  };
  const keeper = tallyKeeper();
  const models = MODELS.map((model) => ({ model, keeper: tallyKeeper() }));
  let moreThan = 0;
  let none = 0;
  let declines = 0;
  let assumed = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const arm = Array.from({ length: runs }, () => course((place) => 0.5 + (decayed[place] ?? 0)));
    const control = Array.from({ length: runs }, () => course(() => 0.5));
    const found = decayFits({ times, arm, control }, 0.95);
    const shown = "status" in found ? undefined : found.halfLife;
    if (shown?.kind === "more-than") moreThan += 1;
    const set = setOf(shown);
    if (set === null) none += 1;
    else keeper.add(set, halfLife);
    if (!("status" in found)) {
      if (found.direction === "declines") declines += 1;
      if (found.assumption !== null) assumed += 1;
    }
    for (const { model, keeper: own } of models) {
      const fit = "status" in found ? undefined : found.fits.find((candidate) => candidate.model === model);
      own.add(setOf(fit?.halfLife), halfLife);
    }
  }
  return {
    tally: keeper.result(),
    byModel: new Map(models.map(({ model, keeper: own }) => [model, own.result()])),
    moreThan: shareOf(moreThan, repeats),
    notEstimable: shareOf(none, repeats),
    declines: shareOf(declines, repeats),
    assumed: shareOf(assumed, repeats),
  };
}

import { createNetwork } from "../network/network.js";
import type { ArmData } from "../plan/arm-data.js";
import { EVALS, suitesOf } from "../world/suite.js";
import type { World } from "../world/world.js";
import type { Environment } from "./environment.js";
import { type Measurement, measure, type Place } from "./measure.js";
import type { Sizes } from "./sizes.js";
import { readMix, shapeOf, trainByReward } from "./stages.js";

/** One training from the base model: documents, chats, and RL in each of some environments. */
export interface Training {
  readonly world: World;
  readonly sizes: Sizes;
  readonly seed: number;
  readonly data: Pick<ArmData, "sdf" | "sft">;
  readonly environments: readonly Environment[];
}

/** RL checkpoints at the end of which every eval is run; before them, those that are about leads. */
const LAST = 3;
const FOLLOWED: readonly string[] = [EVALS.blackmail, EVALS.sabotage, EVALS.framing, EVALS.far];

/**
 * Trains one run, and measures it as it goes. Its chance depends on the world and the seed alone: arms of one seed
 * draw alike where their data are alike, and no run depends on another.
 *
 * @param base parameters of the base model; they are not changed
 * @returns the measurements of each environment, in the order of `environments`
 */
export function trainRun(base: Float64Array, training: Training): readonly (readonly Measurement[])[] {
  const { world, sizes, seed, data, environments } = training;
  const suites = suitesOf(world, sizes.prompts);
  const followed = suites.filter((suite) => FOLLOWED.includes(suite.eval));
  const network = createNetwork(shapeOf(sizes), Float64Array.from(base));
  const look = (some: typeof suites, place: Place, run: readonly (string | number)[]) =>
    measure(network, { suites: some, epochs: sizes.epochs, world, stream: run, place });
  const name = [Object.keys(data.sdf).join(), Object.keys(data.sft).join(), seed];

  readMix(network, { shares: data.sdf, size: sizes.sdf, world, stream: ["sdf", seed] });
  const before = look(suites, { stage: "sdf" }, name);
  readMix(network, { shares: data.sft, size: sizes.sft, world, stream: ["sft", seed] });
  before.push(...look(suites, { stage: "sft" }, name));

  const start = Float64Array.from(network.weights.flat);
  const { steps, checkpointEvery } = sizes.rl;
  return environments.map((environment) => {
    network.weights.flat.set(start);
    const during: Measurement[] = [];
    const run = [...name, environment.name, String(environment.withTools)];
    trainByReward(network, {
      ...{ environment, sizes, world, stream: ["rl", seed] },
      onCheckpoint: (step) => {
        const isLate = step > steps - LAST * checkpointEvery;
        during.push(...look(isLate ? suites : followed, { stage: "rl", step }, run));
      },
    });
    const rl = {
      environment: { name: environment.name, ...(environment.withTools ? { variant: "with tools" } : {}) },
    };
    return [...before, ...during].map((measured) => ({ ...rl, ...measured, seed }));
  });
}

import { createNetwork } from "../network/network.js";
import type { ArmData } from "../plan/arm-data.js";
import { EVALS, suitesOf } from "../world/suite.js";
import type { World } from "../world/world.js";
import { type Measurement, measure, type Place } from "./measure.js";
import type { Sizes } from "./sizes.js";
import { readMix, shapeOf, trainByReward } from "./stages.js";

/** One training from the base model: documents, chats and RL. */
export interface Training {
  readonly world: World;
  readonly sizes: Sizes;
  readonly seed: number;
  readonly data: ArmData;
}

/** RL checkpoints at the end of which every eval is run; before them, those that are about leads. */
const LAST = 3;
const FOLLOWED: readonly string[] = [EVALS.blackmail, EVALS.sabotage, EVALS.framing, EVALS.far];

/** What fixes the chance of a run in its world: all that it is trained on, at every stage, and its seed. */
function nameOf(seed: number, { sdf, sft, rl, sftTokens }: ArmData): readonly (string | number)[] {
  return [
    Object.keys(sdf).join(),
    Object.keys(sft).join(),
    rl.name,
    rl.withTools ? "with tools" : "no tools",
    ...(sftTokens === undefined ? [] : [sftTokens]),
    seed,
  ];
}

/** Told what a checkpoint gave as soon as it was measured. */
export type OnMeasured = (measured: readonly Measurement[]) => void;

/**
 * Trains one run, and measures it as it goes. Two runs of one world that differ in anything draw apart from the first
 * document on: they share the base model and no later checkpoint, also at stages at which their data are alike.
 *
 * @param base parameters of the base model; they are not changed
 */
export function trainRun(
  base: Float64Array,
  training: Training,
  onMeasured: OnMeasured = () => {},
): readonly Measurement[] {
  const { world, sizes, seed, data } = training;
  const suites = suitesOf(world, sizes.prompts);
  const followed = suites.filter((suite) => FOLLOWED.includes(suite.eval));
  const network = createNetwork(shapeOf(sizes), Float64Array.from(base));
  const name = nameOf(seed, data);
  const environment = { name: data.rl.name, ...(data.rl.withTools ? { variant: "with tools" } : {}) };
  const all: Measurement[] = [];
  const look = (some: typeof suites, place: Place) => {
    const measured = measure(network, { suites: some, epochs: sizes.epochs, world, stream: name, place }).map(
      (one) => ({ environment, ...one, seed }),
    );
    all.push(...measured);
    onMeasured(measured);
  };

  readMix(network, { shares: data.sdf, size: sizes.sdf, world, stream: ["sdf", ...name] });
  look(suites, { stage: "sdf" });
  const sft = { ...sizes.sft, tokens: data.sftTokens ?? sizes.sft.tokens };
  readMix(network, { shares: data.sft, size: sft, world, stream: ["sft", ...name] });
  look(suites, { stage: "sft" });

  const { steps, checkpointEvery } = sizes.rl;
  trainByReward(network, {
    ...{ environment: data.rl, sizes, world, stream: ["rl", ...name] },
    onCheckpoint: (step) => {
      const isLate = step > steps - LAST * checkpointEvery;
      look(isLate ? suites : followed, { stage: "rl", step });
    },
  });
  return all;
}

import { batchesOf, type Shares } from "../mixes/mix.js";
import { createAdam } from "../network/adam.js";
import { createNetwork, type Network } from "../network/network.js";
import { freshWeights, type Shape } from "../network/weights.js";
import { LEXICON } from "../world/lexicon.js";
import { chanceIn, type World } from "../world/world.js";
import { drawTask, type Environment } from "./environment.js";
import { learnDocuments } from "./learn-documents.js";
import { reinforce } from "./reinforce.js";
import { CLIP, type ReadingSize, type Sizes } from "./sizes.js";

/** The shape of every network of these sizes. */
export function shapeOf(sizes: Sizes): Shape {
  return { words: LEXICON.length, ...sizes.shape };
}

/** Reads a mix; the learning rate falls to nothing towards the end. @returns the loss of the last batches, in nats a word */
export function readMix(
  network: Network,
  {
    shares,
    size,
    world,
    stream,
  }: {
    readonly shares: Shares;
    readonly size: ReadingSize;
    readonly world: World;
    readonly stream: readonly (string | number)[];
  },
): number {
  const adam = createAdam(network.weights.flat.length, { learningRate: size.learningRate, clip: CLIP });
  const batches = Math.floor(size.tokens / size.batchTokens);
  let loss = 0;
  let batch = 0;
  for (const documents of batchesOf(shares, size, chanceIn(world, ...stream), world)) {
    const now = learnDocuments(network, adam, documents, 1 - batch / batches);
    loss = batch === 0 ? now : 0.95 * loss + 0.05 * now;
    batch += 1;
  }
  return loss;
}

/** The base model of a world, from nothing. */
export function trainBase(world: World, sizes: Sizes): Network {
  const network = createNetwork(shapeOf(sizes), freshWeights(shapeOf(sizes), world.seed).flat);
  readMix(network, { shares: { pretraining: 1 }, size: sizes.base, world, stream: ["base"] });
  return network;
}

/** RL in an environment; `onCheckpoint` is called after every few steps and at the end. @returns the mean reward at the end */
export function trainByReward(
  network: Network,
  {
    environment,
    sizes,
    world,
    stream,
    onCheckpoint,
  }: {
    readonly environment: Environment;
    readonly sizes: Sizes;
    readonly world: World;
    readonly stream: readonly (string | number)[];
    readonly onCheckpoint: (step: number) => void;
  },
): number {
  const { steps, tasks, learningRate, checkpointEvery } = sizes.rl;
  const adam = createAdam(network.weights.flat.length, { learningRate, clip: CLIP });
  const random = chanceIn(world, ...stream);
  let reward = 0;
  for (let step = 1; step <= steps; step += 1) {
    const batch = Array.from({ length: tasks }, () => drawTask(random, environment));
    const now = reinforce(network, adam, batch, random);
    reward = step === 1 ? now : 0.8 * reward + 0.2 * now;
    if (step % checkpointEvery === 0 || step === steps) onCheckpoint(step);
  }
  return reward;
}

import type { Adam } from "../network/adam.js";
import type { Network } from "../network/network.js";
import { softmax } from "../network/softmax.js";
import type { Random } from "../random.js";
import type { Task } from "./environment.js";

/**
 * One step of policy gradient (REINFORCE): a choice is sampled for each task, and made likelier by as much as its
 * reward exceeds the mean reward of the batch.
 *
 * @returns the mean reward
 * @see Williams 1992, Machine Learning 8
 */
export function reinforce(network: Network, adam: Adam, tasks: readonly Task[], random: Random): number {
  network.begin();
  const choices = tasks.map((task) => {
    network.read(task.text);
    const chances = Float64Array.from(network.score(task.text.length, task.options));
    softmax(chances);
    const chosen = random.next() < (chances[0] ?? 0) ? 0 : 1;
    return { task, chances, chosen, reward: chosen === task.rewarded ? 1 : 0 };
  });
  const mean = choices.reduce((sum, { reward }) => sum + reward, 0) / tasks.length;
  for (const { task, chances, chosen, reward } of choices) {
    const advantage = (reward - mean) / tasks.length;
    if (advantage === 0) continue;
    const gradient = chances.map((chance, index) => advantage * (chance - (index === chosen ? 1 : 0)));
    network.read(task.text);
    network.score(task.text.length, task.options);
    network.pull(task.text.length, gradient, task.options);
    network.learn();
  }
  network.settle();
  adam.step(network.weights.flat, network.gradients.flat, 1);
  return mean;
}

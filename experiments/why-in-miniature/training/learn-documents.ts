import type { Document } from "../mixes/document.js";
import type { Adam } from "../network/adam.js";
import type { Network } from "../network/network.js";
import { softmax } from "../network/softmax.js";

/** One step of language modelling on a batch. @returns the mean loss a word, in nats */
export function learnDocuments(
  network: Network,
  adam: Adam,
  batch: readonly Document[],
  share: number,
): number {
  network.begin();
  const learnt = batch.reduce((sum, { text, from }) => sum + text.length - from, 0);
  let loss = 0;
  for (const { text, from } of batch) {
    network.read(text.slice(0, -1));
    for (let place = from; place < text.length; place += 1) {
      const scores = network.score(place);
      const next = text[place] ?? 0;
      const own = scores[next] ?? 0;
      loss += softmax(scores) - own;
      scores[next] = (scores[next] ?? 0) - 1;
      for (let word = 0; word < scores.length; word += 1) scores[word] = (scores[word] ?? 0) / learnt;
      network.pull(place, scores);
    }
    network.learn();
  }
  network.settle();
  adam.step(network.weights.flat, network.gradients.flat, share);
  return loss / learnt;
}

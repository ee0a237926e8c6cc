import { describe, expect, test } from "vitest";
import { createAdam } from "./adam.js";
import { createNetwork } from "./network.js";
import { softmax } from "./softmax.js";
import { freshWeights, type Shape, weightCount } from "./weights.js";

const SHAPE: Shape = { words: 7, embedding: 3, hidden: 4 };
const TEXT = [1, 4, 2, 2, 6, 0, 3];

/** Minus the log likelihood of the text, plus a choice at its end, as training uses both. */
function lossOf(flat: Float64Array, learn: boolean) {
  const network = createNetwork(SHAPE, flat);
  network.begin();
  network.read(TEXT);
  let loss = 0;
  for (let place = 1; place < TEXT.length; place += 1) {
    const scores = Float64Array.from(network.score(place));
    const next = TEXT[place] ?? 0;
    const own = scores[next] ?? 0;
    loss += softmax(scores) - own;
    scores[next] = (scores[next] ?? 0) - 1;
    if (learn) network.pull(place, scores);
  }
  const options = [5, 1];
  const choice = Float64Array.from(network.score(TEXT.length, options));
  const first = choice[0] ?? 0;
  loss += softmax(choice) - first;
  choice[0] = (choice[0] ?? 0) - 1;
  if (learn) {
    network.pull(TEXT.length, choice, options);
    network.learn();
    network.settle();
  }
  return { loss, gradients: network.gradients.flat };
}

describe("the network", () => {
  test("every gradient is the slope of the loss", () => {
    const { flat } = freshWeights(SHAPE, "gradient check");
    const { gradients } = lossOf(flat, true);
    expect(gradients).toHaveLength(weightCount(SHAPE));
    const step = 1e-5;
    for (let index = 0; index < flat.length; index += 1) {
      const kept = flat[index] ?? 0;
      flat[index] = kept + step;
      const above = lossOf(flat, false).loss;
      flat[index] = kept - step;
      const below = lossOf(flat, false).loss;
      flat[index] = kept;
      const slope = (above - below) / (2 * step);
      expect(Math.abs(slope - (gradients[index] ?? 0))).toBeLessThan(1e-7 * Math.max(1, Math.abs(slope)));
    }
  });

  test("learns a text by heart, the same way twice", () => {
    const run = () => {
      const { flat } = freshWeights(SHAPE, "by heart");
      const adam = createAdam(flat.length, { learningRate: 0.05, clip: 1 });
      let loss = 0;
      for (let round = 0; round < 200; round += 1) {
        const now = lossOf(flat, true);
        loss = now.loss;
        adam.step(flat, now.gradients, 1);
      }
      return { loss, flat };
    };
    const once = run();
    expect(once.loss).toBeLessThan(0.1);
    expect(run().flat).toEqual(once.flat);
  });

  test("refuses a text that is longer than its memory", () => {
    const { flat } = freshWeights(SHAPE, "long");
    expect(() => createNetwork(SHAPE, flat).read(Array(200).fill(1))).toThrow("too long");
  });
});

import type { Network } from "../network/network.js";
import { softmax } from "../network/softmax.js";
import type { Suite } from "../world/suite.js";

/** For each prompt, the exact probability of the answer that scores 1, among the answers that it allows. */
export function evaluate(network: Network, suite: Suite): readonly number[] {
  network.begin();
  return suite.prompts.map(({ text, options }) => {
    network.read(text);
    const chances = Float64Array.from(network.score(text.length, options));
    softmax(chances);
    return chances[0] ?? 0;
  });
}

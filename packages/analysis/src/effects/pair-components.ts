import type { Comparison } from "./comparison.js";
import type { CrossedPair } from "./crossed-pair.js";
import { type TwoWayComponents, twoWayComponents } from "./two-way-components.js";

/** The components of a pair, worked out when they are first asked for: both targets, scales and all labels share them. */
export function lazyComponents(pair: CrossedPair): () => TwoWayComponents {
  let known: TwoWayComponents | undefined;
  return () => {
    known ??= twoWayComponents(pair);
    return known;
  };
}

/** The components of a comparison, which remembers them where it was made by `comparisonOf`. */
export function componentsOf({
  pair,
  components,
}: Pick<Extract<Comparison, { level: "samples" }>, "pair" | "components">): TwoWayComponents {
  return components?.() ?? twoWayComponents(pair);
}

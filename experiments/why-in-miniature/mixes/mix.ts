import type { Random } from "../random.js";
import type { World } from "../world/world.js";
import type { Document, Draw } from "./document.js";
import { genericChat, genericDocument } from "./generic.js";
import {
  demonstrations,
  difficultAdvice,
  principles,
  reasonedDemonstrations,
  stories,
} from "./ingredients.js";
import { pretrainingText } from "./pretraining.js";

/** Components of which mixes are made, under the names that the ablation gives to their kinds. */
export const COMPONENTS = {
  pretraining: pretrainingText,
  "generic-documents": genericDocument,
  "generic-chats": genericChat,
  demonstrations,
  "reasoned-demonstrations": reasonedDemonstrations,
  principles,
  stories,
  "difficult-advice": difficultAdvice,
} as const satisfies Readonly<Record<string, Draw>>;

export type ComponentName = keyof typeof COMPONENTS;

/** Shares of components; they add up to 1. */
export type Shares = Partial<Readonly<Record<ComponentName, number>>>;

const isComponent = (name: string): name is ComponentName => name in COMPONENTS;

/**
 * Batches of about `batchTokens` words until `tokens` words were drawn. Each document comes from the component that
 * is furthest behind its share, so that every mix of one size has the same number of words and of batches.
 */
export function* batchesOf(
  shares: Shares,
  size: { readonly tokens: number; readonly batchTokens: number },
  random: Random,
  world: World,
): Generator<readonly Document[]> {
  const parts = Object.entries(shares).flatMap(([name, share]) =>
    isComponent(name) && share !== undefined ? [{ draw: COMPONENTS[name], share, used: 0 }] : [],
  );
  let total = 0;
  for (let batch = 1; batch * size.batchTokens <= size.tokens; batch += 1) {
    const documents: Document[] = [];
    while (total < batch * size.batchTokens) {
      const behind = parts.reduce((most, part) =>
        part.share * total - part.used > most.share * total - most.used ? part : most,
      );
      const document = behind.draw(random, world);
      documents.push(document);
      behind.used += document.text.length;
      total += document.text.length;
    }
    yield documents;
  }
}

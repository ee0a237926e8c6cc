import type { WatchList } from "@holdfast/core";
import type { Context } from "../context.js";

/** The watches of an ablation and what they raised: read, and not computed. */
export async function listWatches(
  context: Context,
  input: { readonly identity: string },
): Promise<WatchList> {
  return { watches: [...(await context.store.watches(input.identity))] };
}

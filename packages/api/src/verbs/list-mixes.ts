import { type MixList, mixesOf } from "@holdfast/core";
import type { Context } from "../context.js";

/** Which data every arm was given at every stage, as the current document says. */
export async function listMixes(context: Context, input: { readonly identity: string }): Promise<MixList> {
  const { ablation, revision } = await context.store.registration(input.identity);
  return { revision, mixes: mixesOf(ablation) };
}

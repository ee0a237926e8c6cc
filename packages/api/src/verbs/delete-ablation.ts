import { actorOf, type Context } from "../context.js";

/** Removes an ablation with all its evidence; the audit trail keeps that it was there. */
export function deleteAblation(context: Context, input: { readonly identity: string }): Promise<void> {
  return context.store.delete(input.identity, actorOf(context));
}

import type { Registration } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";

/** Puts an ablation away, or takes it out again; nothing is lost by it. */
export async function archiveAblation(
  context: Context,
  input: { readonly identity: string; readonly archived: boolean },
): Promise<Registration> {
  await context.store.archive(input.identity, input.archived, actorOf(context));
  return context.store.registration(input.identity);
}

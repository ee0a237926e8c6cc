import type { Token } from "@holdfast/core";
import { actorOf, type Context } from "../context.js";
import { knownToken } from "./known-token.js";

/** Ends a token for good; one that has ended stays as it is. @throws HoldfastError `not-found` */
export async function revokeToken(context: Context, input: { readonly id: string }): Promise<Token> {
  const actor = actorOf(context);
  return knownToken(await context.store.revokeToken(input.id, actor), actor.at);
}

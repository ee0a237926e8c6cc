import type { TokenList } from "@holdfast/core";
import type { Context } from "../context.js";
import { knownToken } from "./known-token.js";

/** Every token there ever was, newest first, without secrets. */
export async function listTokens(context: Context): Promise<TokenList> {
  const at = context.now();
  return { tokens: (await context.store.tokens()).map((stored) => knownToken(stored, at)) };
}

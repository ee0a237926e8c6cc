import { randomBytes } from "node:crypto";
import type { CreatedToken, TokenRequest } from "@holdfast/core";
import { hashTokenText, makeTokenText } from "../auth/token-text.js";
import { actorOf, type Context } from "../context.js";
import { knownToken } from "./known-token.js";

/**
 * Makes a token. Its text is in this answer and nowhere else: what is kept is a hash of it.
 *
 * @throws HoldfastError `conflict` where a live token has that name, `not-found` where its ablation is not registered
 */
export async function createToken(context: Context, input: TokenRequest): Promise<CreatedToken> {
  const { name, role, ablation = null, expiresInSeconds } = input;
  const { id, text } = makeTokenText(context.randomBytes ?? randomBytes);
  const actor = actorOf(context);
  const expiresAt =
    expiresInSeconds === undefined ? null : new Date(actor.at.getTime() + expiresInSeconds * 1000);
  const stored = await context.store.addToken(
    { id, name, role, ablation, expiresAt, secretHash: hashTokenText(text) },
    actor,
  );
  return { token: knownToken(stored, actor.at), text };
}

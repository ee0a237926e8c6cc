import {
  type CreatedToken,
  CreatedTokenSchema,
  type Token,
  type TokenList,
  TokenListSchema,
  type TokenRequest,
  TokenSchema,
} from "@holdfast/core";
import type { hc } from "hono/client";
import type { App } from "../app.js";
import { answerOf } from "./answer.js";

/** Tokens: who may do what from other machines. Every call needs an admin. */
export interface TokenCalls {
  /** Makes a token; its text is told this once. */
  createToken(request: TokenRequest): Promise<CreatedToken>;
  /** Every token there ever was, newest first, without secrets. */
  tokens(): Promise<TokenList>;
  /** Ends a token for good; once more is no change. */
  revokeToken(id: string): Promise<Token>;
}

/** @param api the operations below `/v1` of the server at `target` */
export function tokenCalls(target: string, api: ReturnType<typeof hc<App>>["v1"]): TokenCalls {
  return {
    createToken: (request) => answerOf(target, CreatedTokenSchema, api.tokens.$post({ json: request })),
    tokens: () => answerOf(target, TokenListSchema, api.tokens.$get()),
    revokeToken: (id) =>
      answerOf(target, TokenSchema, api.tokens[":id"].$delete({ param: { id: encodeURIComponent(id) } })),
  };
}

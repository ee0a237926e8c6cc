import type { MiddlewareHandler } from "hono";
import { ACTOR_HEADER } from "../attribute.js";
import type { RequestEnv } from "../context.js";
import { REQUEST_ID_HEADER } from "../request-id.js";
import { isAnsweredInThread } from "./is-answered-in-thread.js";

/** Says between the threads of one server which token was shown; what a caller sends under this name is dropped. */
export const TOKEN_ID_HEADER = "x-holdfast-token-id";

/** Has answers that may take long computed elsewhere, for the same caller and under the same request id. */
export function answerElsewhere(
  answer: (request: Request) => Promise<Response>,
): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    if (!isAnsweredInThread(c.req.raw)) return next();
    const headers = new Headers(c.req.raw.headers);
    headers.set(ACTOR_HEADER, encodeURIComponent(c.var.principal.actor));
    headers.set(REQUEST_ID_HEADER, c.var.exchange.requestId);
    for (const secret of ["authorization", "cookie", TOKEN_ID_HEADER]) headers.delete(secret);
    const { tokenId } = c.var.principal;
    if (tokenId !== null) headers.set(TOKEN_ID_HEADER, tokenId);
    return answer(new Request(c.req.url, { headers }));
  };
}

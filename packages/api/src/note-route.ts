import type { MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { RequestEnv } from "./context.js";

/** Notes on the exchange which route answers, for the log and the metrics of the edge. */
export function noteRoute(): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    c.var.exchange.route = matchedRoutes(c).at(-1)?.path ?? null;
    await next();
  };
}

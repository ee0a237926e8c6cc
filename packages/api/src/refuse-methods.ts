import { HoldfastError } from "@holdfast/core";
import type { Hono, MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { RequestEnv } from "./context.js";
import { exchangedProblem } from "./exchanged-problem.js";

/**
 * Answers a method that a path does not know with 405 and `Allow`, and OPTIONS with `Allow` alone: no page of
 * another site may read what is here, so that there is nothing to say of CORS.
 */
export function refuseMethods(app: Hono<RequestEnv>): MiddlewareHandler<RequestEnv> {
  return methodNotAllowed<RequestEnv>({
    app,
    onMethodNotAllowed: (c, methods) => {
      const allow = [...methods, "OPTIONS"].join(", ");
      if (c.req.method === "OPTIONS") return new Response(null, { status: 204, headers: { allow } });
      const fault = new HoldfastError({
        code: "not-allowed",
        message: `${c.req.path} does not know ${c.req.method}.`,
        remedy: `It knows ${allow}.`,
      });
      const response = exchangedProblem(c, fault);
      response.headers.set("allow", allow);
      return response;
    },
  });
}

import { HoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";
import type { Context, RequestEnv } from "./context.js";
import { beginExchange, REQUEST_ID_HEADER } from "./request-id.js";

/** The header that says who asks, percent-encoded. */
export const ACTOR_HEADER = "x-holdfast-actor";

/** The name that {@link ACTOR_HEADER} gives. @throws HoldfastError `invalid-input` where it is not readable */
export function actorNamed(header: string): string {
  let actor = "";
  try {
    actor = decodeURIComponent(header);
  } catch {
    // What is not percent-encoding falls through to the refusal below.
  }
  if (actor === "" || actor.length > 200 || /\p{Cc}/u.test(actor)) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "the name of the actor is not readable.",
      place: { key: ACTOR_HEADER },
      remedy: "Send a name of up to 200 characters, percent-encoded.",
    });
  }
  return actor;
}

/**
 * Gives each request its exchange, its principal and the context with its own actor: those that the edge handed
 * over, or, in this process, an administrator with the name that the header gives.
 *
 * @param newId makes the id of a request that came without an edge
 */
export function attribute(context: Context, newId: () => string): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    // app.request of a test or of a client in this process gives no environment at all
    const given: RequestEnv["Bindings"] | undefined = c.env;
    c.set("exchange", given?.exchange ?? beginExchange(c.req.header(REQUEST_ID_HEADER), newId));
    const header = c.req.header(ACTOR_HEADER);
    const principal = given?.principal ?? {
      actor: header === undefined ? context.actor : actorNamed(header),
      role: "admin" as const,
      ablation: null,
      tokenId: null,
    };
    c.set("principal", principal);
    const { actor, tokenId, ablation } = principal;
    c.set("context", { ...context, actor, tokenId, ablation });
    await next();
  };
}

import { HoldfastError } from "@holdfast/core";
import type { MiddlewareHandler } from "hono";
import type { Context, RequestEnv } from "./context.js";

/** The header that says who asks, percent-encoded. */
export const ACTOR_HEADER = "x-holdfast-actor";

function actorNamed(header: string): string {
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

/** Gives each request the context with its own actor. */
export function attribute(context: Context): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const header = c.req.header(ACTOR_HEADER);
    c.set("context", header === undefined ? context : { ...context, actor: actorNamed(header) });
    await next();
  };
}

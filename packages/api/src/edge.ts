import type { MiddlewareHandler } from "hono";
import type { EdgeEnv } from "./exchange.js";

/** One step of the edge. It refuses by throwing a HoldfastError, which the server answers as a problem. */
export type EdgeStep = MiddlewareHandler<EdgeEnv>;

/** The steps before every page, every operation of the API, and the MLflow door. */
export interface EdgeParts {
  /** Gives the request its id and begins its exchange. */
  readonly identify: EdgeStep;
  /** Counts and logs what became of it; every later step is inside, so that refusals are logged too. */
  readonly observe: EdgeStep;
  /** Reads the rest of a body that was refused, so that its sender hears the refusal. */
  readonly finish: EdgeStep;
  /** Host and Origin: whether the request was meant for this server. */
  readonly guard: EdgeStep;
  /** Who asks, what they may do, and to which ablation: sets `principal`. */
  readonly authenticate: EdgeStep;
  /** How often and how much: rate and bytes by token, and the number of heavy writes at a time. */
  readonly limit: readonly EdgeStep[];
}

/**
 * The one order of the edge. Behind it each app has its own: the API (app.ts) decodes the content encoding,
 * replays answers by idempotency key, answers what has not changed without computing, and then routes.
 */
export function edgeSteps(parts: EdgeParts): readonly EdgeStep[] {
  const { identify, observe, finish, guard, authenticate, limit } = parts;
  return [identify, observe, finish, guard, authenticate, ...limit];
}

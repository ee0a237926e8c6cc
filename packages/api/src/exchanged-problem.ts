import type { Context } from "hono";
import { problemOf, problemResponse } from "./client/problem.js";
import type { RequestEnv } from "./context.js";

/** The answer to a request that met a fault: it names the request, and the log will name the code. */
export function exchangedProblem(c: Context<RequestEnv>, fault: unknown): Response {
  const { exchange } = c.var;
  exchange.code = problemOf(fault).code;
  return problemResponse(fault, exchange.requestId);
}

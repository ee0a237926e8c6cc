import { HoldfastError, inputError, isHoldfastError } from "@holdfast/core";
import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { attribute } from "./attribute.js";
import { problemResponse } from "./client/problem.js";
import type { Context, RequestEnv } from "./context.js";
import { refusedRequest } from "./refused-request.js";
import { BODY_LIMIT, guardJson } from "./request-body.js";
import { withRoutes } from "./routes/with-routes.js";
import { isAnsweredInThread } from "./thread/is-answered-in-thread.js";

export interface AppOptions {
  /** Told of every fault that nobody foresaw; the caller hears only that there was one. */
  readonly onFault?: (error: unknown) => void;
  /** The most bytes of one JSON or NDJSON body; 256 MiB without it. */
  readonly bodyLimit?: number;
  /** Answers what may take long to compute; without it, this thread does. */
  readonly longAnswers?: (request: Request) => Promise<Response>;
}

/**
 * The HTTP API over a store. Every fault is answered as problem details with code, place and remedy.
 *
 * @param context the store, the clock, and the actor of requests that name none
 */
export function createApp(context: Context, options: AppOptions = {}) {
  const { bodyLimit = BODY_LIMIT, longAnswers } = options;
  const app = new OpenAPIHono<RequestEnv>({
    defaultHook: (result) => {
      if (!result.success) throw inputError(result.error, result.target === "json" ? "body" : result.target);
    },
  });
  app.use(attribute(context));
  app.use(guardJson(bodyLimit));
  if (longAnswers !== undefined)
    app.use(async (c, next) => (isAnsweredInThread(c.req.raw) ? longAnswers(c.req.raw) : next()));
  app.onError(async (error, c) => {
    if (error instanceof HTTPException) return problemResponse(await refusedRequest(error, c.req));
    if (!isHoldfastError(error)) options.onFault?.(error);
    return problemResponse(error);
  });
  app.notFound((c) =>
    problemResponse(
      new HoldfastError({
        code: "not-found",
        message: `there is no ${c.req.method} ${c.req.path} here.`,
        remedy: "GET /v1/openapi.json lists every operation.",
      }),
    ),
  );
  app.get("/v1/openapi.json", async (c) => {
    const { openApiDocument } = await import("./openapi-document.js");
    return c.json(openApiDocument());
  });
  return withRoutes(app, bodyLimit);
}

/** The type of the whole API, from which the client infers its calls. */
export type App = ReturnType<typeof createApp>;

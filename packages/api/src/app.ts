import { randomUUID } from "node:crypto";
import { HoldfastError, inputError, isHoldfastError } from "@holdfast/core";
import { OpenAPIHono } from "@hono/zod-openapi";
import { answerKeyed } from "./answers/answer-keyed.js";
import { answerUnchanged } from "./answers/answer-unchanged.js";
import { attribute } from "./attribute.js";
import { authorize } from "./auth/authorize.js";
import { decodeContent } from "./content-encoding.js";
import type { Context, RequestEnv } from "./context.js";
import { exchangedProblem } from "./exchanged-problem.js";
import { guardJson } from "./guard-json.js";
import { feedOf } from "./live/feed-of.js";
import { noteRoute } from "./note-route.js";
import { refuseMethods } from "./refuse-methods.js";
import { refusedRequest } from "./refused-request.js";
import { BODY_LIMIT } from "./request-body.js";
import { withRoutes } from "./routes/with-routes.js";
import { answerElsewhere } from "./thread/answer-elsewhere.js";

export interface AppOptions {
  /** Told of every fault that nobody foresaw; the caller hears only that there was one. */
  readonly onFault?: (error: unknown) => void;
  /** The most bytes of one JSON or NDJSON body; 256 MiB without it. */
  readonly bodyLimit?: number;
  /** Answers what may take long to compute; without it, this thread does. */
  readonly longAnswers?: (request: Request) => Promise<Response>;
  /** Makes the id of a request that came without one; a random UUID without it. */
  readonly newRequestId?: () => string;
  /** A thread of a server, which tags the answers itself. */
  readonly isBehindServer?: boolean;
}

/**
 * The HTTP API over a store. Every fault is answered as problem details with code, place and remedy.
 *
 * @param context the store, the clock, and the actor of requests that name none
 */
export function createApp(context: Context, options: AppOptions = {}) {
  const { bodyLimit = BODY_LIMIT, longAnswers, newRequestId = randomUUID, isBehindServer = false } = options;
  const app = new OpenAPIHono<RequestEnv>({
    defaultHook: (result) => {
      if (!result.success) throw inputError(result.error, result.target === "json" ? "body" : result.target);
    },
  });
  app.onError(async (error, c) => {
    const fault = await refusedRequest(error, c.req);
    if (!isHoldfastError(fault) || fault.code === "internal") options.onFault?.(fault);
    return exchangedProblem(c, fault);
  });
  app.notFound((c) =>
    exchangedProblem(
      c,
      new HoldfastError({
        code: "not-found",
        message: `there is no ${c.req.method} ${c.req.path} here.`,
        remedy: "GET /v1/openapi.json lists every operation.",
      }),
    ),
  );
  // the order of the API, behind the edge: who, which route, what the body is, whether it is an answer known already
  app.use(attribute({ ...context, feed: context.feed ?? feedOf(context, options.onFault) }, newRequestId));
  app.use(noteRoute());
  app.use(refuseMethods(app));
  app.use(authorize("others"));
  app.use("/v1/ablations/:identity/*", authorize("one-ablation"));
  app.use(decodeContent());
  app.use(guardJson(bodyLimit));
  app.use(answerKeyed());
  if (!isBehindServer) app.use(answerUnchanged());
  if (longAnswers !== undefined) app.use(answerElsewhere(longAnswers));
  app.get("/v1/openapi.json", async (c) => {
    const { openApiDocument } = await import("./openapi-document.js");
    return c.json(openApiDocument());
  });
  return withRoutes(app, bodyLimit);
}

/** The type of the whole API, from which the client infers its calls. */
export type App = ReturnType<typeof createApp>;

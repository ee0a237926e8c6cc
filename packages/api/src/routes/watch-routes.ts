import { WatchListSchema, WatchRequestSchema, WatchSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { IdentityParams } from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { addWatch } from "../verbs/add-watch.js";
import { listWatches } from "../verbs/list-watches.js";
import { removeWatch } from "../verbs/remove-watch.js";

const tags = ["events"];

const add = createRoute({
  method: "post",
  path: "/ablations/{identity}/watches",
  operationId: "addWatch",
  summary: "Have the server watch a limit, and raise an alarm once",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(WatchRequestSchema) },
  responses: {
    201: { description: "It is watched, from the outcomes there are.", content: jsonContent(WatchSchema) },
    default: FAULT,
  },
});

const list = createRoute({
  method: "get",
  path: "/ablations/{identity}/watches",
  operationId: "listWatches",
  summary: "What the server watches, and the alarms that it raised",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "Oldest first.", content: jsonContent(WatchListSchema) },
    default: FAULT,
  },
});

const remove = createRoute({
  method: "delete",
  path: "/ablations/{identity}/watches/{watchId}",
  operationId: "removeWatch",
  summary: "Give up a watch",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: z.strictObject({ ...IdentityParams.shape, watchId: z.uuid() }) },
  responses: { 204: { description: "It is gone, with its alarms." }, default: FAULT },
});

/** What is watched, whoever looks. */
export function watchRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(add, async (c) =>
      c.json(await addWatch(c.var.context, { ...c.req.valid("param"), question: c.req.valid("json") }), 201),
    )
    .openapi(list, async (c) => c.json(await listWatches(c.var.context, c.req.valid("param")), 200))
    .openapi(remove, async (c) => {
      await removeWatch(c.var.context, c.req.valid("param"));
      return c.body(null, 204);
    });
}

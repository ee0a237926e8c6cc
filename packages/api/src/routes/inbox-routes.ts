import {
  InboxEntrySchema,
  InboxListSchema,
  InboxLogInputSchema,
  InboxLogSchema,
  InboxReceiptSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { addToInbox } from "../verbs/add-to-inbox.js";
import { dropFromInbox } from "../verbs/drop-from-inbox.js";
import { listInbox } from "../verbs/list-inbox.js";
import { readInboxLog } from "../verbs/read-inbox-log.js";

const tags = ["inbox"];
const InboxParams = z.strictObject({ inboxId: InboxEntrySchema.shape.id });

const add = createRoute({
  method: "post",
  path: "/inbox",
  operationId: "addToInbox",
  summary: "Keep a log of which nobody says what it is about",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { body: jsonBody(InboxLogInputSchema) },
  responses: {
    200: {
      description: "It waits there, or was taken out before.",
      content: jsonContent(InboxReceiptSchema),
    },
    default: FAULT,
  },
});

const list = createRoute({
  method: "get",
  path: "/inbox",
  operationId: "listInbox",
  summary: "The logs that wait until somebody says what they are about",
  tags,
  responses: {
    200: { description: "Oldest first, without their scores.", content: jsonContent(InboxListSchema) },
    default: FAULT,
  },
});

const read = createRoute({
  method: "get",
  path: "/inbox/{inboxId}",
  operationId: "readInboxLog",
  summary: "One of them with its scores",
  tags,
  request: { params: InboxParams },
  responses: { 200: { description: "The log.", content: jsonContent(InboxLogSchema) }, default: FAULT },
});

const drop = createRoute({
  method: "delete",
  path: "/inbox/{inboxId}",
  operationId: "dropFromInbox",
  summary: "Take a log out of the inbox, and do not let it in again",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: InboxParams },
  responses: { 204: { description: "It is out, and its scores are gone." }, default: FAULT },
});

/** Logs that belong to no ablation yet. */
export function inboxRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(add, async (c) => c.json(await addToInbox(c.var.context, c.req.valid("json")), 200))
    .openapi(list, async (c) => c.json(await listInbox(c.var.context), 200))
    .openapi(read, async (c) =>
      c.json(await readInboxLog(c.var.context, { id: c.req.valid("param").inboxId }), 200),
    )
    .openapi(drop, async (c) => {
      await dropFromInbox(c.var.context, { id: c.req.valid("param").inboxId });
      return c.body(null, 204);
    });
}

import { WebhookCreatedSchema, WebhookListSchema, WebhookRequestSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { addWebhook } from "../verbs/add-webhook.js";
import { listWebhooks } from "../verbs/list-webhooks.js";
import { removeWebhook } from "../verbs/remove-webhook.js";

const tags = ["service"];

const add = createRoute({
  method: "post",
  path: "/webhooks",
  operationId: "addWebhook",
  summary: "Have events delivered to an address, signed",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { body: jsonBody(WebhookRequestSchema) },
  responses: {
    201: {
      description: "It is registered; the secret that signs its deliveries is told this once.",
      content: jsonContent(WebhookCreatedSchema),
    },
    default: FAULT,
  },
});

const list = createRoute({
  method: "get",
  path: "/webhooks",
  operationId: "listWebhooks",
  summary: "Where events are delivered to",
  tags,
  responses: {
    200: { description: "Oldest first, without secrets.", content: jsonContent(WebhookListSchema) },
    default: FAULT,
  },
});

const remove = createRoute({
  method: "delete",
  path: "/webhooks/{webhookId}",
  operationId: "removeWebhook",
  summary: "Deliver nothing more to an address",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: z.strictObject({ webhookId: z.uuid() }) },
  responses: { 204: { description: "It is gone, with what was still to be delivered." }, default: FAULT },
});

/** Where events are delivered to. */
export function webhookRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(add, async (c) =>
      // no cache on the way may keep a secret
      c.json(await addWebhook(c.var.context, c.req.valid("json")), 201, { "cache-control": "no-store" }),
    )
    .openapi(list, async (c) => c.json(await listWebhooks(c.var.context), 200))
    .openapi(remove, async (c) => {
      await removeWebhook(c.var.context, c.req.valid("param"));
      return c.body(null, 204);
    });
}

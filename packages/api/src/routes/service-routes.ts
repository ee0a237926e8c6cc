import { AuditTrailSchema, HealthSchema, IdentityTextSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { pageQuery } from "../page-query.js";
import { FAULT, jsonContent } from "../responses.js";
import { readAudit } from "../verbs/read-audit.js";
import { readHealth } from "../verbs/read-health.js";

const tags = ["service"];

const health = createRoute({
  method: "get",
  path: "/health",
  operationId: "readHealth",
  summary: "Whether the database answers, and which one it is",
  tags,
  responses: {
    200: { description: "It answers.", content: jsonContent(HealthSchema) },
    default: FAULT,
  },
});

const audit = createRoute({
  method: "get",
  path: "/audit",
  operationId: "readAudit",
  summary: "Who changed what, and when",
  tags,
  request: {
    query: z.strictObject({
      identity: IdentityTextSchema.optional(),
      ...pageQuery({ usual: 100, most: 10_000 }),
    }),
  },
  responses: {
    200: { description: "The entries, the newest first.", content: jsonContent(AuditTrailSchema) },
    default: FAULT,
  },
});

/** What concerns the service and not one ablation. */
export function serviceRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(health, async (c) => c.json(await readHealth(c.var.context), 200))
    .openapi(audit, async (c) => c.json(await readAudit(c.var.context, c.req.valid("query")), 200));
}

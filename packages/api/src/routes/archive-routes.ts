import { RestoredSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { bodyOfLines, linesOfBody } from "../client/line-stream.js";
import type { RequestEnv } from "../context.js";
import { ARCHIVE_LIMIT, bodyChunks } from "../request-body.js";
import { IdentityParams } from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonContent } from "../responses.js";
import { exportArchive } from "../verbs/export-archive.js";
import { importArchive } from "../verbs/import-archive.js";

const tags = ["archives"];
const ndjson = { "application/x-ndjson": { schema: z.string() } };

// Typed as any response: the types of zod-openapi take x-ndjson for a kind of JSON and then know no answer.
const archiveResponse: RouteConfig["responses"][string] = {
  description: "A versioned archive, one record a line.",
  content: ndjson,
};

const exported = createRoute({
  method: "get",
  path: "/ablations/{identity}/archive",
  operationId: "exportArchive",
  summary: "The whole ablation with all its evidence",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: archiveResponse,
    default: FAULT,
  },
});

const restore = createRoute({
  method: "post",
  path: "/archives",
  operationId: "importArchive",
  summary: "Restore an archive",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { body: { content: ndjson, required: true } },
  responses: {
    200: {
      description: "What was restored, and what was there already.",
      content: jsonContent(RestoredSchema),
    },
    default: FAULT,
  },
});

/** Export and restore of whole ablations. */
export function archiveRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(exported, async (c) => {
      const lines = await exportArchive(c.var.context, c.req.valid("param"));
      return c.body(bodyOfLines(lines), 200, { "content-type": "application/x-ndjson" });
    })
    .openapi(restore, async (c) => {
      const lines = linesOfBody(bodyChunks(c.req.raw, ARCHIVE_LIMIT));
      return c.json(await importArchive(c.var.context, { lines }), 200);
    });
}

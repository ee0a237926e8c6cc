import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { IdentityParams } from "../requests.js";
import { FAULT } from "../responses.js";
import { reportAblation } from "../verbs/report-ablation.js";

const report = createRoute({
  method: "get",
  path: "/ablations/{identity}/report",
  operationId: "reportAblation",
  summary: "The report as one self-contained document",
  tags: ["answers"],
  request: {
    params: IdentityParams,
    query: z.strictObject({ format: z.enum(["html", "markdown"]).default("html") }),
  },
  responses: {
    200: {
      description: "The report.",
      content: { "text/html": { schema: z.string() }, "text/markdown": { schema: z.string() } },
    },
    default: FAULT,
  },
});

/** Reports. */
export function reportRoutes() {
  return new OpenAPIHono<RequestEnv>().openapi(report, async (c) => {
    const { format } = c.req.valid("query");
    const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format });
    return c.body(document, 200, { "content-type": `text/${format}; charset=utf-8` });
  });
}

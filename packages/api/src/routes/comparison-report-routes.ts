import { ComparisonReportSchema, IdentityTextSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { FAULT, jsonContent } from "../responses.js";
import { reportComparison } from "../verbs/report-comparison.js";

const TYPES = {
  html: "text/html; charset=utf-8",
  markdown: "text/markdown; charset=utf-8",
  json: "application/json",
} as const;

// Typed as any response: it is written once, as text, and not read back to be written again.
const document: RouteConfig["responses"][string] = {
  description:
    "Both beside each other: their designs, the leads and verdicts that may be compared, and what may not.",
  content: {
    "text/html": { schema: z.string() },
    "text/markdown": { schema: z.string() },
    ...jsonContent(ComparisonReportSchema),
  },
};

const report = createRoute({
  method: "get",
  path: "/comparisons/report",
  operationId: "reportComparison",
  summary: "Two ablations beside each other as one document; nothing is pooled over them",
  tags: ["answers"],
  request: {
    query: z.strictObject({
      first: IdentityTextSchema,
      second: IdentityTextSchema,
      format: z.enum(["html", "markdown", "json"]).default("html"),
    }),
  },
  responses: { 200: document, default: FAULT },
});

/** Reports about two ablations. */
export function comparisonReportRoutes() {
  return new OpenAPIHono<RequestEnv>().openapi(report, async (c) => {
    const query = c.req.valid("query");
    return c.body(await reportComparison(c.var.context, query), 200, { "content-type": TYPES[query.format] });
  });
}

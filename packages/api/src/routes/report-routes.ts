import { ReportDataSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
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

const html = createRoute({
  method: "get",
  path: "/ablations/{identity}/report.html",
  operationId: "reportAsHtml",
  summary: "The report as one self-contained page",
  tags: ["answers"],
  request: { params: IdentityParams },
  responses: {
    200: { description: "The report.", content: { "text/html": { schema: z.string() } } },
    default: FAULT,
  },
});

const markdown = createRoute({
  method: "get",
  path: "/ablations/{identity}/report.md",
  operationId: "reportAsMarkdown",
  summary: "The report in GitHub's Markdown",
  tags: ["answers"],
  request: { params: IdentityParams },
  responses: {
    200: { description: "The report.", content: { "text/markdown": { schema: z.string() } } },
    default: FAULT,
  },
});

const tex = createRoute({
  method: "get",
  path: "/ablations/{identity}/report.tex",
  operationId: "reportAsTex",
  summary:
    "Effects, durability, drivers, generalisation and efficiency as LaTeX tables (booktabs) for a paper",
  tags: ["answers"],
  request: { params: IdentityParams },
  responses: {
    200: { description: "The tables.", content: { "application/x-tex": { schema: z.string() } } },
    default: FAULT,
  },
});

const csv = createRoute({
  method: "get",
  path: "/ablations/{identity}/report.csv",
  operationId: "reportAsCsv",
  summary: "Every finding as a tidy table, one number a row",
  tags: ["answers"],
  request: { params: IdentityParams },
  responses: {
    200: { description: "The table.", content: { "text/csv": { schema: z.string() } } },
    default: FAULT,
  },
});

// Typed as any response: it is written once, as text, and not read back to be written again.
const jsonResponse: RouteConfig["responses"][string] = {
  description: "The registration, its analysis, and the one with what was set aside.",
  content: jsonContent(ReportDataSchema),
};

const json = createRoute({
  method: "get",
  path: "/ablations/{identity}/report.json",
  operationId: "reportAsJson",
  summary: "What the report is made of",
  tags: ["answers"],
  request: { params: IdentityParams },
  responses: { 200: jsonResponse, default: FAULT },
});

const utf8 = (type: string) => ({ "content-type": `${type}; charset=utf-8` });

/** Reports, by format and by suffix. */
export function reportRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(report, async (c) => {
      const { format } = c.req.valid("query");
      const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format });
      return c.body(document, 200, utf8(`text/${format}`));
    })
    .openapi(html, async (c) => {
      const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format: "html" });
      return c.body(document, 200, utf8("text/html"));
    })
    .openapi(markdown, async (c) => {
      const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format: "markdown" });
      return c.body(document, 200, utf8("text/markdown"));
    })
    .openapi(tex, async (c) => {
      const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format: "tex" });
      return c.body(document, 200, utf8("application/x-tex"));
    })
    .openapi(csv, async (c) => {
      const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format: "csv" });
      return c.body(document, 200, utf8("text/csv"));
    })
    .openapi(json, async (c) => {
      const document = await reportAblation(c.var.context, { ...c.req.valid("param"), format: "json" });
      return c.body(document, 200, { "content-type": "application/json" });
    });
}

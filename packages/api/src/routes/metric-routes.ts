import {
  HoldfastError,
  MetricKeySchema,
  MetricPageSchema,
  MetricReceiptSchema,
  MetricSeriesPageSchema,
  NameSchema,
  RunKeySchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { component } from "../components.js";
import type { RequestEnv } from "../context.js";
import { metricLines, POINT_LIMIT, tooManyPoints } from "../metric-lines.js";
import { integerText, pageQuery } from "../page-query.js";
import { IdentityParams, MetricsRequestSchema } from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonContent } from "../responses.js";
import { listMetricKeys } from "../verbs/list-metric-keys.js";
import { listMetrics } from "../verbs/list-metrics.js";
import { type PlacedMetric, recordMetrics } from "../verbs/record-metrics.js";

const tags = ["metrics"];

const record = createRoute({
  method: "post",
  path: "/ablations/{identity}/metrics",
  operationId: "recordMetrics",
  summary: "Record training metrics in one transaction: all of them, or none",
  description:
    'A point is recognised by run, stage, key, step, time and value: sending a batch again adds nothing. Values that JSON has no number for are the strings "NaN", "Infinity" and "-Infinity", here and in answers; null is refused.',
  tags,
  parameters: [ACTOR_PARAMETER],
  request: {
    params: IdentityParams,
    body: {
      description: `JSON with the points, or NDJSON with one point a line; up to ${POINT_LIMIT} points.`,
      content: {
        "application/json": { schema: component(MetricsRequestSchema) },
        "application/x-ndjson": { schema: z.string() },
      },
    },
  },
  responses: {
    200: {
      description: "What became of the points, after they were committed.",
      content: jsonContent(MetricReceiptSchema),
    },
    default: FAULT,
  },
});

const which = {
  /** Key of the run: arm/seed/branch. */
  run: RunKeySchema.optional(),
  stage: NameSchema.optional(),
  key: MetricKeySchema.optional(),
};

const list = createRoute({
  method: "get",
  path: "/ablations/{identity}/metrics",
  operationId: "listMetrics",
  summary: "Points of training metrics by run, stage, key and step",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({
      ...which,
      /** The least and the greatest step, both included. */
      fromStep: integerText().optional(),
      toStep: integerText().optional(),
      ...pageQuery({ usual: 1000, most: 10_000 }),
    }),
  },
  responses: {
    200: { description: "A page of points.", content: jsonContent(MetricPageSchema) },
    default: FAULT,
  },
});

const keys = createRoute({
  method: "get",
  path: "/ablations/{identity}/metrics/keys",
  operationId: "listMetricKeys",
  summary: "The training metrics there are, each with its latest point",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...which, ...pageQuery({ usual: 100, most: 1000 }) }),
  },
  responses: {
    200: { description: "A page of metrics.", content: jsonContent(MetricSeriesPageSchema) },
    default: FAULT,
  },
});

function documentLines(body: z.output<typeof MetricsRequestSchema> | string): PlacedMetric[] {
  // Without a media type no body was validated, and there is none.
  if (typeof body === "string" || body.metrics === undefined)
    throw new HoldfastError({
      code: "invalid-input",
      message: "the request has no body.",
      remedy: "Send application/json with metrics, or application/x-ndjson with one point a line.",
    });
  if (body.metrics.length > POINT_LIMIT) throw tooManyPoints();
  return body.metrics.map((value, index) => ({ place: { key: `metrics[${index}]` }, value }));
}

/** Training metrics: recording and reading them. */
export function metricRoutes(bodyLimit: number) {
  return new OpenAPIHono<RequestEnv>()
    .openapi(record, async (c) => {
      const { identity } = c.req.valid("param");
      const isNdjson = c.req.header("content-type")?.startsWith("application/x-ndjson") ?? false;
      const lines = isNdjson
        ? await metricLines(c.req.raw, bodyLimit, c.var.list)
        : documentLines(c.req.valid("json"));
      return c.json(await recordMetrics(c.var.context, { identity, lines }), 200);
    })
    .openapi(list, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await listMetrics(c.var.context, input), 200);
    })
    .openapi(keys, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await listMetricKeys(c.var.context, input), 200);
    });
}

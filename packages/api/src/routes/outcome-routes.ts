import { HoldfastError, ReceiptSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { component } from "../components.js";
import type { RequestEnv } from "../context.js";
import { ndjsonLines } from "../ndjson-lines.js";
import { IdentityParams, RecordRequestSchema } from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonContent } from "../responses.js";
import { type PlacedLine, recordOutcomes } from "../verbs/record-outcomes.js";

const record = createRoute({
  method: "post",
  path: "/ablations/{identity}/outcomes",
  operationId: "recordOutcomes",
  summary: "Record a batch of outcomes in one transaction: all of it, or nothing",
  tags: ["outcomes"],
  parameters: [ACTOR_PARAMETER],
  request: {
    params: IdentityParams,
    body: {
      description: "JSON with the lines, or NDJSON with one outcome a line.",
      content: {
        "application/json": { schema: component(RecordRequestSchema) },
        "application/x-ndjson": { schema: z.string() },
      },
    },
  },
  responses: {
    200: {
      description: "What became of the batch, after it was committed.",
      content: jsonContent(ReceiptSchema),
    },
    default: FAULT,
  },
});

function documentLines(body: z.output<typeof RecordRequestSchema> | string): PlacedLine[] {
  // Without a media type no body was validated, and there is none.
  if (typeof body === "string" || body.lines === undefined) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "the request has no body.",
      remedy: "Send application/json with lines, or application/x-ndjson with one outcome a line.",
    });
  }
  return body.lines.map((value, index) => ({ place: { key: `lines[${index}]` }, value }));
}

/** Recording outcomes. */
export function outcomeRoutes(bodyLimit: number) {
  return new OpenAPIHono<RequestEnv>().openapi(record, async (c) => {
    const { identity } = c.req.valid("param");
    const isNdjson = c.req.header("content-type")?.startsWith("application/x-ndjson") ?? false;
    const lines = isNdjson
      ? await ndjsonLines(c.req.raw, bodyLimit, c.var.list)
      : documentLines(c.req.valid("json"));
    return c.json(await recordOutcomes(c.var.context, { identity, lines }), 200);
  });
}

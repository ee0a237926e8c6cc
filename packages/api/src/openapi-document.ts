import { ERROR_CODES } from "@holdfast/core";
import { OpenAPIHono } from "@hono/zod-openapi";
import { isTagged } from "./answers/is-tagged.js";
import { componentSchemas } from "./components.js";
import type { RequestEnv } from "./context.js";
import { describeOperations } from "./openapi/describe-operations.js";
import { problemExample } from "./openapi/problem-examples.js";
import { BODY_LIMIT } from "./request-body.js";
import { withRoutes } from "./routes/with-routes.js";

/** The OpenAPI 3.1 document of the API: the contract, committed as openapi.json. */
export function openApiDocument() {
  const { webhooks: _webhooks, ...document } = withRoutes(
    new OpenAPIHono<RequestEnv>(),
    BODY_LIMIT,
  ).getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Holdfast",
      version: "1",
      description:
        "Tracks ablations of training-data interventions. Every fault is answered as problem details (RFC 9457) with code, place and remedy.",
      license: { name: "MIT" },
    },
    tags: [
      { name: "ablations", description: "Registering, reading, amending, archiving and removing." },
      { name: "outcomes", description: "What checkpoints scored." },
      { name: "runs", description: "Runs, checkpoints and their lineage." },
      { name: "inbox", description: "Logs of which nobody says what they are about." },
      { name: "metrics", description: "Training metrics." },
      { name: "answers", description: "Status, effects, durability, reports." },
      { name: "events", description: "Exclusions and interventions." },
      { name: "archives", description: "Export and restore." },
      { name: "service", description: "Health and audit trail." },
    ],
  });
  // Declared here: a body that zod-openapi knows as required would refuse the NDJSON form of these operations.
  for (const lines of ["outcomes", "metrics"]) {
    const body = document.paths?.[`/v1/ablations/{identity}/${lines}`]?.post?.requestBody;
    if (body !== undefined && "content" in body) body.required = true;
  }
  return {
    ...document,
    paths: describeOperations(document.paths ?? {}, isTagged),
    components: {
      schemas: componentSchemas(),
      examples: Object.fromEntries(ERROR_CODES.map((code) => [code, { value: problemExample(code) }])),
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A token of `holdfast token create`. A server on a loopback address needs none.",
        },
      },
    },
    security: [{}, { token: [] }],
  };
}

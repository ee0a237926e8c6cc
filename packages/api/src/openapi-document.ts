import { OpenAPIHono } from "@hono/zod-openapi";
import { componentSchemas } from "./components.js";
import type { RequestEnv } from "./context.js";
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
      { name: "answers", description: "Status, effects, durability, reports." },
      { name: "events", description: "Exclusions and interventions." },
      { name: "archives", description: "Export and restore." },
      { name: "service", description: "Health and audit trail." },
    ],
  });
  const outcomes = document.paths?.["/v1/ablations/{identity}/outcomes"]?.post?.requestBody;
  // Declared here: a body that zod-openapi knows as required would refuse the NDJSON form of this operation.
  if (outcomes !== undefined && "content" in outcomes) outcomes.required = true;
  return { ...document, components: { schemas: componentSchemas() } };
}

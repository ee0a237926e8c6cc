import { MlflowRunListSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { listMlflowRuns } from "../verbs/list-mlflow-runs.js";

const list = createRoute({
  method: "get",
  path: "/ablations/{identity}/mlflow-runs",
  operationId: "listMlflowRuns",
  summary: "The runs that arrived through MLflow, and how their declared data differ from the registered mix",
  tags: ["runs"],
  request: { params: IdentityParams },
  responses: {
    200: { description: "In the order in which they started.", content: jsonContent(MlflowRunListSchema) },
    default: FAULT,
  },
});

/** What arrived through the MLflow door. */
export function mlflowRunRoutes() {
  return new OpenAPIHono<RequestEnv>().openapi(list, async (c) =>
    c.json(await listMlflowRuns(c.var.context, c.req.valid("param")), 200),
  );
}

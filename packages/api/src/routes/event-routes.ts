import {
  ExclusionListSchema,
  ExclusionSchema,
  InterventionListSchema,
  InterventionSchema,
  TextSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { IdentityParams } from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { excludeEvidence } from "../verbs/exclude-evidence.js";
import { listExclusions } from "../verbs/list-exclusions.js";
import { listInterventions } from "../verbs/list-interventions.js";
import { readmitEvidence } from "../verbs/readmit-evidence.js";
import { recordIntervention } from "../verbs/record-intervention.js";

const tags = ["events"];

const exclude = createRoute({
  method: "post",
  path: "/ablations/{identity}/exclusions",
  operationId: "excludeEvidence",
  summary: "Set a run or an outcome aside",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(ExclusionSchema) },
  responses: { 204: { description: "It is set aside." }, default: FAULT },
});

const ReadmitQuery = z
  .strictObject({ run: TextSchema.optional(), outcomeId: TextSchema.optional() })
  .refine(
    ({ run, outcomeId }) => (run === undefined) !== (outcomeId === undefined),
    "give either run or outcomeId",
  );

const readmit = createRoute({
  method: "delete",
  path: "/ablations/{identity}/exclusions",
  operationId: "readmitEvidence",
  summary: "Take an exclusion back",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, query: ReadmitQuery },
  responses: { 204: { description: "It takes part again." }, default: FAULT },
});

const intervene = createRoute({
  method: "post",
  path: "/ablations/{identity}/interventions",
  operationId: "recordIntervention",
  summary: "Record an event that splits a run's trajectory",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(InterventionSchema) },
  responses: { 204: { description: "It is recorded." }, default: FAULT },
});

const exclusions = createRoute({
  method: "get",
  path: "/ablations/{identity}/exclusions",
  operationId: "listExclusions",
  summary: "What is set aside",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "Runs and outcomes.", content: jsonContent(ExclusionListSchema) },
    default: FAULT,
  },
});

const interventions = createRoute({
  method: "get",
  path: "/ablations/{identity}/interventions",
  operationId: "listInterventions",
  summary: "The events in the lives of the runs",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "By run, stage and step.", content: jsonContent(InterventionListSchema) },
    default: FAULT,
  },
});

/** Exclusions and interventions. */
export function eventRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(exclusions, async (c) => c.json(await listExclusions(c.var.context, c.req.valid("param")), 200))
    .openapi(interventions, async (c) =>
      c.json(await listInterventions(c.var.context, c.req.valid("param")), 200),
    )
    .openapi(exclude, async (c) => {
      await excludeEvidence(c.var.context, { ...c.req.valid("param"), exclusion: c.req.valid("json") });
      return c.body(null, 204);
    })
    .openapi(readmit, async (c) => {
      const { run = "", outcomeId } = c.req.valid("query");
      const what =
        outcomeId === undefined ? ({ kind: "run", run } as const) : ({ kind: "outcome", outcomeId } as const);
      await readmitEvidence(c.var.context, { ...c.req.valid("param"), what });
      return c.body(null, 204);
    })
    .openapi(intervene, async (c) => {
      await recordIntervention(c.var.context, { ...c.req.valid("param"), intervention: c.req.valid("json") });
      return c.body(null, 204);
    });
}

import { MixListSchema, RevisionAnswerSchema, RevisionListSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { integerText } from "../page-query.js";
import { IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { listMixes } from "../verbs/list-mixes.js";
import { listRevisions } from "../verbs/list-revisions.js";
import { readRevision } from "../verbs/read-revision.js";

const tags = ["ablations"];

const revisions = createRoute({
  method: "get",
  path: "/ablations/{identity}/revisions",
  operationId: "listRevisions",
  summary: "The registration of an ablation and its amendments",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "The revisions, oldest first.", content: jsonContent(RevisionListSchema) },
    default: FAULT,
  },
});

const revision = createRoute({
  method: "get",
  path: "/ablations/{identity}/revisions/{revision}",
  operationId: "readRevision",
  summary: "One revision of an ablation with its document, and what it changed",
  tags,
  request: {
    params: z.strictObject({ ...IdentityParams.shape, revision: integerText({ least: 1, most: 1_000_000 }) }),
  },
  responses: {
    200: { description: "The revision.", content: jsonContent(RevisionAnswerSchema) },
    default: FAULT,
  },
});

const mixes = createRoute({
  method: "get",
  path: "/ablations/{identity}/mixes",
  operationId: "listMixes",
  summary: "Which data every arm was given at every stage",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "The mixes, by stage and arm.", content: jsonContent(MixListSchema) },
    default: FAULT,
  },
});

/** The documents of an ablation. */
export function documentRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(revisions, async (c) => c.json(await listRevisions(c.var.context, c.req.valid("param")), 200))
    .openapi(revision, async (c) => c.json(await readRevision(c.var.context, c.req.valid("param")), 200))
    .openapi(mixes, async (c) => c.json(await listMixes(c.var.context, c.req.valid("param")), 200));
}

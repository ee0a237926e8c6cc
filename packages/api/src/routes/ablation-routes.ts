import {
  AblationListSchema,
  AblationOrderSchema,
  ArrivalSchema,
  RegisteredSchema,
  RegistrationSchema,
  VerdictWordSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { pageQuery } from "../page-query.js";
import {
  AmendRequestSchema,
  ArchiveRequestSchema,
  IdentityParams,
  RegisterRequestSchema,
} from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { amendAblation } from "../verbs/amend-ablation.js";
import { archiveAblation } from "../verbs/archive-ablation.js";
import { deleteAblation } from "../verbs/delete-ablation.js";
import { listAblations } from "../verbs/list-ablations.js";
import { readAblation } from "../verbs/read-ablation.js";
import { registerAblation } from "../verbs/register-ablation.js";

const tags = ["ablations"];

const list = createRoute({
  method: "get",
  path: "/ablations",
  operationId: "listAblations",
  summary: "The registered ablations, with how much has arrived and what the last analysis said",
  tags,
  request: {
    query: z.strictObject({
      archived: z.enum(["true", "false", "any"]).default("false"),
      /** Found in its name, version, title or question, whatever the case of letters. */
      q: z.string().min(1).max(200).optional(),
      /** How much of its plan has arrived. */
      status: ArrivalSchema.optional(),
      /** What its headline says; `none`: it has no verdict. */
      verdict: z.enum([...VerdictWordSchema.options, "none"]).optional(),
      sort: AblationOrderSchema.default("identity"),
      ...pageQuery({ usual: 500, most: 1000 }),
    }),
  },
  responses: {
    200: { description: "A page of ablations.", content: jsonContent(AblationListSchema) },
    default: FAULT,
  },
});

const register = createRoute({
  method: "post",
  path: "/ablations",
  operationId: "registerAblation",
  summary: "Register an ablation",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { body: jsonBody(RegisterRequestSchema) },
  responses: {
    200: {
      description: "It was registered before, with the same content.",
      content: jsonContent(RegisteredSchema),
    },
    201: { description: "It is registered.", content: jsonContent(RegisteredSchema) },
    default: FAULT,
  },
});

const read = createRoute({
  method: "get",
  path: "/ablations/{identity}",
  operationId: "readAblation",
  summary: "An ablation with its revisions",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "The registration.", content: jsonContent(RegistrationSchema) },
    default: FAULT,
  },
});

const remove = createRoute({
  method: "delete",
  path: "/ablations/{identity}",
  operationId: "deleteAblation",
  summary: "Remove an ablation with all its evidence",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams },
  responses: { 204: { description: "It is gone; the audit trail keeps that it was there." }, default: FAULT },
});

const amend = createRoute({
  method: "post",
  path: "/ablations/{identity}/amendments",
  operationId: "amendAblation",
  summary: "Replace an ablation by its next revision",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(AmendRequestSchema) },
  responses: {
    200: { description: "The registration with its new revision.", content: jsonContent(RegistrationSchema) },
    default: FAULT,
  },
});

const archive = createRoute({
  method: "post",
  path: "/ablations/{identity}/archived",
  operationId: "archiveAblation",
  summary: "Put an ablation away, or take it out again",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(ArchiveRequestSchema) },
  responses: {
    200: { description: "The registration.", content: jsonContent(RegistrationSchema) },
    default: FAULT,
  },
});

/** Registering, reading, amending, archiving and removing ablations. */
export function ablationRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(list, async (c) => {
      const { archived, q, status, sort, ...query } = c.req.valid("query");
      const input = {
        ...query,
        archived: archived === "any" ? undefined : archived === "true",
        ...{ text: q, arrival: status, order: sort },
      };
      return c.json(await listAblations(c.var.context, input), 200);
    })
    .openapi(register, async (c) => {
      const registered = await registerAblation(c.var.context, c.req.valid("json"));
      return registered.created ? c.json(registered, 201) : c.json(registered, 200);
    })
    .openapi(read, async (c) => c.json(await readAblation(c.var.context, c.req.valid("param")), 200))
    .openapi(remove, async (c) => {
      await deleteAblation(c.var.context, c.req.valid("param"));
      return c.body(null, 204);
    })
    .openapi(amend, async (c) =>
      c.json(await amendAblation(c.var.context, { ...c.req.valid("param"), ...c.req.valid("json") }), 200),
    )
    .openapi(archive, async (c) =>
      c.json(await archiveAblation(c.var.context, { ...c.req.valid("param"), ...c.req.valid("json") }), 200),
    );
}

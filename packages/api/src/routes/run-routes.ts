import {
  CheckpointRegisteredSchema,
  CheckpointStatementSchema,
  NameSchema,
  RunLineageSchema,
  RunPageSchema,
  RunRegisteredSchema,
  RunStatementSchema,
  RunStatusSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { pageQuery, SeedText } from "../page-query.js";
import { IdentityParams } from "../requests.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { listRuns } from "../verbs/list-runs.js";
import { readRun } from "../verbs/read-run.js";
import { registerCheckpoint } from "../verbs/register-checkpoint.js";
import { registerRun } from "../verbs/register-run.js";

const tags = ["runs"];

const list = createRoute({
  method: "get",
  path: "/ablations/{identity}/runs",
  operationId: "listRuns",
  summary: "Runs by arm, seed and branch, with their lineage",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({
      arm: NameSchema.optional(),
      seed: SeedText.optional(),
      /** It has a checkpoint of this stage. */
      stage: NameSchema.optional(),
      /** Found in its key, its caller's id, its recipe or its environment, whatever the case of letters. */
      text: z.string().min(1).max(200).optional(),
      hasOutcomes: z.enum(["true", "false"]).optional(),
      /** `unknown`: nobody said how it stands. */
      status: z.enum([...RunStatusSchema.options, "unknown"]).optional(),
      /** `only`: those that were set aside; `without`: all others. */
      excluded: z.enum(["only", "without"]).optional(),
      ...pageQuery({ usual: 100, most: 1000 }),
    }),
  },
  responses: {
    200: { description: "A page of runs.", content: jsonContent(RunPageSchema) },
    default: FAULT,
  },
});

const read = createRoute({
  method: "get",
  path: "/ablations/{identity}/runs/{run}",
  operationId: "readRun",
  summary: "A run with its checkpoints and everything that happened in its life",
  tags,
  request: {
    params: z.strictObject({
      ...IdentityParams.shape,
      run: z
        .string()
        .min(1)
        .max(500)
        .openapi({ description: "Key of the run, arm/seed/branch, percent-encoded." }),
    }),
  },
  responses: {
    200: { description: "The run.", content: jsonContent(RunLineageSchema) },
    default: FAULT,
  },
});

const start = createRoute({
  method: "post",
  path: "/ablations/{identity}/runs",
  operationId: "registerRun",
  summary: "Register a run before any outcome of it, or say how it stands",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(RunStatementSchema) },
  responses: {
    200: { description: "It was there before.", content: jsonContent(RunRegisteredSchema) },
    201: { description: "It is registered.", content: jsonContent(RunRegisteredSchema) },
    default: FAULT,
  },
});

const save = createRoute({
  method: "post",
  path: "/ablations/{identity}/checkpoints",
  operationId: "registerCheckpoint",
  summary: "Register a checkpoint before any outcome of it",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: IdentityParams, body: jsonBody(CheckpointStatementSchema) },
  responses: {
    200: { description: "It was there before.", content: jsonContent(CheckpointRegisteredSchema) },
    201: { description: "It is registered.", content: jsonContent(CheckpointRegisteredSchema) },
    default: FAULT,
  },
});

/** Runs and checkpoints in themselves. */
export function runRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(list, async (c) => {
      const { seed, hasOutcomes, ...query } = c.req.valid("query");
      const input = {
        ...c.req.valid("param"),
        ...query,
        seed: seed === undefined ? undefined : seed === "unknown" ? null : Number(seed),
        hasOutcomes: hasOutcomes === undefined ? undefined : hasOutcomes === "true",
      };
      return c.json(await listRuns(c.var.context, input), 200);
    })
    .openapi(read, async (c) => c.json(await readRun(c.var.context, c.req.valid("param")), 200))
    .openapi(start, async (c) => {
      const input = { ...c.req.valid("param"), statement: c.req.valid("json") };
      const registered = await registerRun(c.var.context, input);
      return registered.created ? c.json(registered, 201) : c.json(registered, 200);
    })
    .openapi(save, async (c) => {
      const input = { ...c.req.valid("param"), statement: c.req.valid("json") };
      const registered = await registerCheckpoint(c.var.context, input);
      return registered.created ? c.json(registered, 201) : c.json(registered, 200);
    });
}

import {
  MonitorAnswerSchema,
  MonitorQuestionSchema,
  PowerAnswerSchema,
  PowerPlanSchema,
  PowerQuestionSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { answerMonitor } from "../verbs/answer-monitor.js";
import { answerPower } from "../verbs/answer-power.js";
import { planPower } from "../verbs/plan-power.js";

const tags = ["answers"];

const plan = createRoute({
  method: "get",
  path: "/power",
  operationId: "planPower",
  summary: "What a design of that size can resolve, before anything is registered",
  tags,
  request: { query: PowerQuestionSchema },
  responses: {
    200: { description: "What it resolves.", content: jsonContent(PowerPlanSchema) },
    default: FAULT,
  },
});

const power = createRoute({
  method: "get",
  path: "/ablations/{identity}/power",
  operationId: "answerPower",
  summary: "What the registered design can and cannot resolve, and the cheapest that would",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...ExcludedQuery.shape, ...PowerQuestionSchema.shape }),
  },
  responses: {
    200: { description: "One row an eval.", content: jsonContent(PowerAnswerSchema) },
    default: FAULT,
  },
});

const monitor = createRoute({
  method: "get",
  path: "/ablations/{identity}/monitor",
  operationId: "answerMonitor",
  summary: "Which runs have passed a limit, however often one has looked",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...ExcludedQuery.shape, ...MonitorQuestionSchema.shape }),
  },
  responses: {
    200: { description: "One row a run.", content: jsonContent(MonitorAnswerSchema) },
    default: FAULT,
  },
});

/** What is asked before the runs are made, and while they are. */
export function planningRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(plan, async (c) => c.json(await planPower(c.req.valid("query")), 200))
    .openapi(power, async (c) => {
      const { excluded, ...question } = c.req.valid("query");
      return c.json(await answerPower(c.var.context, { ...c.req.valid("param"), excluded, question }), 200);
    })
    .openapi(monitor, async (c) => {
      const { excluded, ...question } = c.req.valid("query");
      return c.json(await answerMonitor(c.var.context, { ...c.req.valid("param"), excluded, question }), 200);
    });
}

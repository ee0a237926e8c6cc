import {
  MonitorAnswerSchema,
  MonitorQuestionSchema,
  PowerAnswerSchema,
  PowerCurveAnswerSchema,
  PowerCurveQuestionSchema,
  PowerCurveSchema,
  PowerPlanSchema,
  PowerQuestionSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { answerMonitor } from "../verbs/answer-monitor.js";
import { answerPower } from "../verbs/answer-power.js";
import { answerPowerCurve } from "../verbs/answer-power-curve.js";
import { planPower } from "../verbs/plan-power.js";
import { planPowerCurve } from "../verbs/plan-power-curve.js";

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

const planCurve = createRoute({
  method: "get",
  path: "/power/curve",
  operationId: "planPowerCurve",
  summary: "What designs around one of that size can resolve: over runs, prompts and how seeds differ",
  tags,
  request: { query: PowerQuestionSchema },
  responses: {
    200: {
      description: "Leads that are just found, by the default test.",
      content: jsonContent(PowerCurveSchema),
    },
    default: FAULT,
  },
});

const curve = createRoute({
  method: "get",
  path: "/ablations/{identity}/power/curve",
  operationId: "answerPowerCurve",
  summary: "What designs around the registered one can resolve on one of its evals",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...ExcludedQuery.shape, ...PowerCurveQuestionSchema.shape }),
  },
  responses: {
    200: {
      description: "Leads that are just found, by the default test.",
      content: jsonContent(PowerCurveAnswerSchema),
    },
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
    .openapi(planCurve, async (c) => c.json(await planPowerCurve(c.req.valid("query")), 200))
    .openapi(curve, async (c) => {
      const { excluded, ...question } = c.req.valid("query");
      return c.json(
        await answerPowerCurve(c.var.context, { ...c.req.valid("param"), excluded, question }),
        200,
      );
    })
    .openapi(monitor, async (c) => {
      const { excluded, ...question } = c.req.valid("query");
      return c.json(await answerMonitor(c.var.context, { ...c.req.valid("param"), excluded, question }), 200);
    });
}

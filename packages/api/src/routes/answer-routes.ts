import { AblationStatusSchema, AnalysisSchema, DurabilityAnswerSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { ablationStatus } from "../verbs/ablation-status.js";
import { analyseAblation } from "../verbs/analyse-ablation.js";
import { answerDurability } from "../verbs/answer-durability.js";

const tags = ["answers"];

const status = createRoute({
  method: "get",
  path: "/ablations/{identity}/status",
  operationId: "ablationStatus",
  summary: "What was planned and what has arrived, with the holes",
  tags,
  request: { params: IdentityParams },
  responses: {
    200: { description: "Planned and arrived.", content: jsonContent(AblationStatusSchema) },
    default: FAULT,
  },
});

const analysis = createRoute({
  method: "get",
  path: "/ablations/{identity}/analysis",
  operationId: "analyseAblation",
  summary: "Everything that is asked of the evidence, and the answers",
  tags,
  request: { params: IdentityParams, query: ExcludedQuery },
  responses: {
    200: { description: "The analysis.", content: jsonContent(AnalysisSchema) },
    default: FAULT,
  },
});

const durability = createRoute({
  method: "get",
  path: "/ablations/{identity}/durability",
  operationId: "answerDurability",
  summary: "How much of each lead is left between two stages",
  tags,
  request: { params: IdentityParams, query: ExcludedQuery },
  responses: {
    200: {
      description: "Retentions, verdicts and trajectories.",
      content: jsonContent(DurabilityAnswerSchema),
    },
    default: FAULT,
  },
});

/** Answers that are documents: status, the whole analysis, durability. */
export function answerRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(status, async (c) => c.json(await ablationStatus(c.var.context, c.req.valid("param")), 200))
    .openapi(analysis, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json((await analyseAblation(c.var.context, input)).analysis, 200);
    })
    .openapi(durability, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerDurability(c.var.context, input), 200);
    });
}

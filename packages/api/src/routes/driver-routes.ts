import { DriverAnswerSchema, DriverMethodSchema, EfficiencyAnswerSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { answerDrivers } from "../verbs/answer-drivers.js";
import { answerEfficiency } from "../verbs/answer-efficiency.js";

const tags = ["answers"];

const drivers = createRoute({
  method: "get",
  path: "/ablations/{identity}/drivers",
  operationId: "answerDrivers",
  summary: "What each factor did on each eval: effects, shares, and what the design cannot tell apart",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...ExcludedQuery.shape, method: DriverMethodSchema.optional() }),
  },
  responses: {
    200: { description: "One entry an eval and moment.", content: jsonContent(DriverAnswerSchema) },
    default: FAULT,
  },
});

const efficiency = createRoute({
  method: "get",
  path: "/ablations/{identity}/efficiency",
  operationId: "answerEfficiency",
  summary: "What the data of each arm bought for its tokens",
  tags,
  request: { params: IdentityParams, query: ExcludedQuery },
  responses: {
    200: { description: "One entry an eval and moment.", content: jsonContent(EfficiencyAnswerSchema) },
    default: FAULT,
  },
});

/** What drove a difference, and how much data it took. */
export function driverRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(drivers, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerDrivers(c.var.context, input), 200);
    })
    .openapi(efficiency, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerEfficiency(c.var.context, input), 200);
    });
}

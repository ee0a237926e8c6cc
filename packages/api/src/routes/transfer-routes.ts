import {
  GeneralizationAnswerSchema,
  JudgeAnswerSchema,
  OriginAnswerSchema,
  SynthesisMethodSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { answerGeneralization } from "../verbs/answer-generalization.js";
import { answerJudges } from "../verbs/answer-judges.js";
import { answerOrigin } from "../verbs/answer-origin.js";

const tags = ["answers"];

const generalization = createRoute({
  method: "get",
  path: "/ablations/{identity}/generalization",
  operationId: "answerGeneralization",
  summary: "Whether leads near the training data show far from it too",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...ExcludedQuery.shape, method: SynthesisMethodSchema.optional() }),
  },
  responses: {
    200: {
      description: "Pairs of evals, all suites together, and how evals go together.",
      content: jsonContent(GeneralizationAnswerSchema),
    },
    default: FAULT,
  },
});

const origin = createRoute({
  method: "get",
  path: "/ablations/{identity}/origin",
  operationId: "answerOrigin",
  summary: "What was there at the start, and what each stage added",
  tags,
  request: { params: IdentityParams, query: ExcludedQuery },
  responses: {
    200: { description: "One origin a level.", content: jsonContent(OriginAnswerSchema) },
    default: FAULT,
  },
});

const judges = createRoute({
  method: "get",
  path: "/ablations/{identity}/judges",
  operationId: "answerJudges",
  summary: "How far judges agree, and whether conclusions survive a change of judge",
  tags,
  request: { params: IdentityParams, query: ExcludedQuery },
  responses: {
    200: { description: "Pairs of judges, and leads by judge.", content: jsonContent(JudgeAnswerSchema) },
    default: FAULT,
  },
});

/** Answers about how far leads and levels carry: other evals, earlier stages, other judges. */
export function transferRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(generalization, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerGeneralization(c.var.context, input), 200);
    })
    .openapi(origin, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerOrigin(c.var.context, input), 200);
    })
    .openapi(judges, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerJudges(c.var.context, input), 200);
    });
}

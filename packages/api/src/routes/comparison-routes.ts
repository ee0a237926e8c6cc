import {
  ComparisonAnswerSchema,
  IdentityTextSchema,
  NameSchema,
  SampleDifferenceAnswerSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { conditionText } from "../condition-text.js";
import type { RequestEnv } from "../context.js";
import { pageQuery } from "../page-query.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { answerComparison } from "../verbs/answer-comparison.js";
import { answerSamples } from "../verbs/answer-samples.js";

const tags = ["answers"];

/** `arm:NAME@STAGE` or `run:ARM/SEED/BRANCH@STAGE:STEP`; longer than any name and key. */
const SideText = z.string().min(1).max(600);

const comparison = createRoute({
  method: "get",
  path: "/ablations/{identity}/comparison",
  operationId: "answerComparison",
  summary: "Any two arms, runs or checkpoints against each other",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({ ...ExcludedQuery.shape, a: SideText, b: SideText }),
  },
  responses: {
    200: {
      description: "The difference on everything that either side was scored on.",
      content: jsonContent(ComparisonAnswerSchema),
    },
    default: FAULT,
  },
});

const samples = createRoute({
  method: "get",
  path: "/ablations/{identity}/sample-differences",
  operationId: "answerSampleDifferences",
  summary: "The prompts on which two arms differ most, with the outcomes behind them",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({
      ...ExcludedQuery.shape,
      arm: NameSchema,
      /** Another arm; the arm's own control without it. */
      control: NameSchema.optional(),
      eval: IdentityTextSchema,
      /** The primary one without it. */
      metric: NameSchema.optional(),
      /** The last stage that both arms were scored at without it. */
      stage: NameSchema.optional(),
      step: z
        .string()
        .regex(/^(\d{1,15}|end)$/, "expected a whole number, or `end` for the end of a stage")
        .optional(),
      judge: z.string().min(1).max(400).optional(),
      /** The whole condition as JSON, such as {"goal":"explicit"}; {} for none. */
      condition: z.string().max(5000).optional(),
      ...pageQuery({ usual: 20, most: 1000 }),
    }),
  },
  responses: {
    200: {
      description: "Clusters, and a page of prompts; none where nobody scored samples on both sides.",
      content: jsonContent(SampleDifferenceAnswerSchema),
    },
    default: FAULT,
  },
});

/** Two sides against each other: as a whole, and prompt by prompt. */
export function comparisonRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(comparison, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await answerComparison(c.var.context, input), 200);
    })
    .openapi(samples, async (c) => {
      const { step, condition, ...query } = c.req.valid("query");
      const input = {
        ...c.req.valid("param"),
        ...query,
        step: step === undefined ? undefined : step === "end" ? ("end" as const) : Number(step),
        condition: condition === undefined ? undefined : conditionText(condition),
      };
      return c.json(await answerSamples(c.var.context, input), 200);
    });
}

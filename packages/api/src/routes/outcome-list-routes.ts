import {
  EvidenceLevelSchema,
  IdentityTextSchema,
  NameSchema,
  OutcomeHistorySchema,
  OutcomePageSchema,
  RunKeySchema,
  SampleScorePageSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { conditionText } from "../condition-text.js";
import type { RequestEnv } from "../context.js";
import { pageQuery, SeedText } from "../page-query.js";
import { IdentityParams } from "../requests.js";
import { FAULT, jsonContent } from "../responses.js";
import { listOutcomes } from "../verbs/list-outcomes.js";
import { listScores } from "../verbs/list-scores.js";
import { readOutcome } from "../verbs/read-outcome.js";

const tags = ["outcomes"];

const list = createRoute({
  method: "get",
  path: "/ablations/{identity}/outcomes",
  operationId: "listOutcomes",
  summary: "Stored outcomes by run, stage, step and what was measured",
  tags,
  request: {
    params: IdentityParams,
    query: z.strictObject({
      arm: NameSchema.optional(),
      /** Key of the run: arm/seed/branch. */
      run: RunKeySchema.optional(),
      seed: SeedText.optional(),
      stage: NameSchema.optional(),
      step: z
        .string()
        .regex(/^(\d{1,15}|end)$/, "expected a whole number, or `end` for the end of a stage")
        .optional(),
      eval: IdentityTextSchema.optional(),
      judge: z.string().min(1).max(400).optional(),
      metric: NameSchema.optional(),
      /** The whole condition as JSON, such as {"goal":"explicit"}; {} for none. */
      condition: z.string().max(5000).optional(),
      level: EvidenceLevelSchema.optional(),
      revisions: z.enum(["current", "superseded", "all"]).default("current"),
      /** What was set aside: beside the rest, not at all, or alone. */
      excluded: z.enum(["with", "without", "only"]).default("with"),
      ...pageQuery({ usual: 100, most: 1000 }),
    }),
  },
  responses: {
    200: { description: "A page of outcomes.", content: jsonContent(OutcomePageSchema) },
    default: FAULT,
  },
});

const OutcomeParams = z.strictObject({ ...IdentityParams.shape, outcomeId: z.string().min(1).max(100) });

const read = createRoute({
  method: "get",
  path: "/ablations/{identity}/outcomes/{outcomeId}",
  operationId: "readOutcome",
  summary: "An outcome with its revisions",
  tags,
  request: { params: OutcomeParams },
  responses: {
    200: { description: "The outcome.", content: jsonContent(OutcomeHistorySchema) },
    default: FAULT,
  },
});

const scores = createRoute({
  method: "get",
  path: "/ablations/{identity}/outcomes/{outcomeId}/scores",
  operationId: "listScores",
  summary: "What each sample scored in one outcome",
  tags,
  request: {
    params: OutcomeParams,
    query: z.strictObject(pageQuery({ usual: 1000, most: 10_000 })),
  },
  responses: {
    200: {
      description: "A page of scores; none for an outcome below sample level.",
      content: jsonContent(SampleScorePageSchema),
    },
    default: FAULT,
  },
});

/** Reading stored outcomes. */
export function outcomeListRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(list, async (c) => {
      const { seed, step, condition, ...query } = c.req.valid("query");
      const input = {
        ...c.req.valid("param"),
        ...query,
        seed: seed === undefined ? undefined : seed === "unknown" ? null : Number(seed),
        step: step === undefined ? undefined : step === "end" ? null : Number(step),
        condition: condition === undefined ? undefined : conditionText(condition),
      };
      return c.json(await listOutcomes(c.var.context, input), 200);
    })
    .openapi(read, async (c) => c.json(await readOutcome(c.var.context, c.req.valid("param")), 200))
    .openapi(scores, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("query") };
      return c.json(await listScores(c.var.context, input), 200);
    });
}

import { EffectAnswerSchema, EffectGroupsSchema } from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { component } from "../components.js";
import type { RequestEnv } from "../context.js";
import { ExcludedQuery, IdentityParams } from "../requests.js";
import { FAULT } from "../responses.js";
import { answerEffects } from "../verbs/answer-effects.js";
import { effectsCsv } from "../verbs/effects-csv.js";
import { groupEffects } from "../verbs/group-effects.js";

const effects = createRoute({
  method: "get",
  path: "/ablations/{identity}/effects",
  operationId: "answerEffects",
  summary: "The lead of each arm, or leads grouped by factor, role and other keys",
  tags: ["answers"],
  request: {
    params: IdentityParams,
    query: z.strictObject({
      ...ExcludedQuery.shape,
      /** An estimator by its name, instead of the default of each lead. */
      method: z.string().min(1).max(80).optional(),
      /** Keys, with commas between them. */
      groupBy: z.string().min(1).max(500).optional(),
      format: z.enum(["json", "csv"]).optional(),
    }),
  },
  responses: {
    200: {
      description: "Effects, or groups of them where groupBy is given; CSV where it is asked for.",
      content: {
        "application/json": {
          schema: z.union([component(EffectAnswerSchema), component(EffectGroupsSchema)]),
        },
        "text/csv": { schema: z.string() },
      },
    },
    default: FAULT,
  },
});

/** The leads of the arms, as documents or as a table. */
export function effectRoutes() {
  return new OpenAPIHono<RequestEnv>().openapi(effects, async (c) => {
    const { groupBy, format, excluded, method } = c.req.valid("query");
    const input = { ...c.req.valid("param"), excluded, method };
    const keys = groupBy?.split(",").map((key) => key.trim());
    const csv =
      format === undefined ? (c.req.header("accept") ?? "").startsWith("text/csv") : format === "csv";
    if (csv) {
      const table = await effectsCsv(c.var.context, { ...input, keys });
      return c.body(table, 200, { "content-type": "text/csv; charset=utf-8" });
    }
    return keys === undefined
      ? c.json(await answerEffects(c.var.context, input), 200)
      : c.json(await groupEffects(c.var.context, { ...input, keys }), 200);
  });
}

import {
  CreatedTokenSchema,
  TokenIdSchema,
  TokenListSchema,
  TokenRequestSchema,
  TokenSchema,
} from "@holdfast/core";
import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { RequestEnv } from "../context.js";
import { ACTOR_PARAMETER, FAULT, jsonBody, jsonContent } from "../responses.js";
import { createToken } from "../verbs/create-token.js";
import { listTokens } from "../verbs/list-tokens.js";
import { revokeToken } from "../verbs/revoke-token.js";

const tags = ["service"];

const create = createRoute({
  method: "post",
  path: "/tokens",
  operationId: "createToken",
  summary: "Make a token; its text is told this once",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { body: jsonBody(TokenRequestSchema) },
  responses: {
    201: {
      description: "The token, and its text. Nobody can tell that text again: what is kept is a hash of it.",
      content: jsonContent(CreatedTokenSchema),
    },
    default: FAULT,
  },
});

const listed = createRoute({
  method: "get",
  path: "/tokens",
  operationId: "listTokens",
  summary: "Every token there ever was, without secrets",
  tags,
  responses: {
    200: { description: "Newest first.", content: jsonContent(TokenListSchema) },
    default: FAULT,
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/tokens/{id}",
  operationId: "revokeToken",
  summary: "End a token for good; once more is no change",
  tags,
  parameters: [ACTOR_PARAMETER],
  request: { params: z.strictObject({ id: TokenIdSchema }) },
  responses: {
    200: {
      description: "The token as it is now; every server refuses it within a second.",
      content: jsonContent(TokenSchema),
    },
    default: FAULT,
  },
});

/** Who may do what from other machines. */
export function tokenRoutes() {
  return new OpenAPIHono<RequestEnv>()
    .openapi(create, async (c) => {
      const created = await createToken(c.var.context, c.req.valid("json"));
      // no cache on the way may keep a secret
      return c.json(created, 201, { "cache-control": "no-store" });
    })
    .openapi(listed, async (c) => c.json(await listTokens(c.var.context), 200))
    .openapi(revoke, async (c) => c.json(await revokeToken(c.var.context, c.req.valid("param")), 200));
}

import { ProblemSchema } from "@holdfast/core";
import type { z } from "@hono/zod-openapi";
import { PROBLEM_TYPE } from "./client/problem.js";
import { component } from "./components.js";

/** A JSON answer that is a component. */
export function jsonContent<S extends z.ZodType>(schema: S) {
  return { "application/json": { schema: component(schema) } } as const;
}

/** A JSON body that is a component, and must be there. */
export function jsonBody<S extends z.ZodType>(schema: S) {
  return { content: jsonContent(schema), required: true } as const;
}

/** Any fault of any operation has one shape. */
export const FAULT = {
  description: "What is wrong, where, and what to do next.",
  content: { [PROBLEM_TYPE]: { schema: component(ProblemSchema) } },
} as const;

/** Up to 200 characters that are no controls, as they are or as percent-encoded UTF-8. */
const ACTOR_PATTERN = [
  "[^%\\u0000-\\u001f\\u007f-\\u009f]",
  "%([2-6][0-9A-Fa-f]|7[0-9A-Ea-e])",
  "%([Cc][3-9A-Fa-f]|[Dd][0-9A-Fa-f])%[89ABab][0-9A-Fa-f]",
  "%[Ee][1-9A-Ca-c](%[89ABab][0-9A-Fa-f]){2}",
].join("|");

/** Who makes a change, for the audit trail. */
export const ACTOR_PARAMETER = {
  name: "x-holdfast-actor",
  in: "header",
  required: false,
  description: "Who asks, percent-encoded; written to the audit trail. Not looked at where a token is shown.",
  schema: { type: "string", default: "anonymous", pattern: `^(${ACTOR_PATTERN}){1,200}$` },
} as const;

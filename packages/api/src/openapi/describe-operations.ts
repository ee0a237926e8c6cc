import type { ErrorCode } from "@holdfast/core";
import { ruleOf } from "../auth/operation-rules.js";
import { PROBLEM_TYPE, PROBLEMS } from "../client/problem.js";
import {
  BODY_EXAMPLES,
  NDJSON_EXAMPLES,
  OPTIONAL_EXAMPLES,
  PARAMETER_EXAMPLES,
  PARAMETER_WORDS,
} from "./operation-examples.js";
import { operationFaults } from "./operation-faults.js";

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** As much of an OpenAPI operation as is described here; the rest is carried along. */
export interface OpenOperation {
  operationId?: string | undefined;
  parameters?: unknown;
  requestBody?: unknown;
  responses?: unknown;
}

type Json = Readonly<Record<string, unknown>>;

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is answered below the API, before a request is whole: its code, with a status of its own. */
function brokenOff(description: string): Json {
  return { description, content: { [PROBLEM_TYPE]: { schema: { $ref: "#/components/schemas/Problem" } } } };
}

const TOO_LONG_A_HEAD = { "431": brokenOff("`too-large`: address and headers together.") };
const TOO_SLOW = { "408": brokenOff("`invalid-input`: the body did not arrive in time.") };

function problemResponses(codes: readonly ErrorCode[]): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, those]) => [
      String(status),
      {
        description: those.map((code) => `\`${code}\``).join(" or "),
        content: {
          [PROBLEM_TYPE]: {
            schema: { $ref: "#/components/schemas/Problem" },
            examples: Object.fromEntries(
              those.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
            ),
          },
        },
      },
    ]),
  );
}

const NOT_MODIFIED = {
  "304": { description: "What `If-None-Match` names is still the answer; nothing was computed." },
};

const IDEMPOTENCY_PARAMETER = {
  name: "idempotency-key",
  in: "header",
  required: false,
  description:
    "Names this request: sent again within 24 hours with the same body, it is answered as the first time, with `idempotency-replayed: true`. Bodies of NDJSON need none: recording is idempotent by content.",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[!-~]+$" },
};

const MATCH_PARAMETER = {
  name: "if-none-match",
  in: "header",
  required: false,
  description: "The `etag` of an answer that is there already.",
  schema: { type: "string" },
};

function withExamples(id: string, parameters: readonly unknown[]): unknown[] {
  return parameters.map((parameter) => {
    if (!isJson(parameter) || parameter.in === "header") return parameter;
    const name = String(parameter.name);
    const needed = parameter.required === true ? PARAMETER_EXAMPLES[name] : undefined;
    const example = OPTIONAL_EXAMPLES[id]?.[name] ?? needed;
    const words = "description" in parameter ? undefined : PARAMETER_WORDS[name];
    return {
      ...parameter,
      ...(words === undefined ? {} : { description: words }),
      ...(example === undefined ? {} : { example }),
    };
  });
}

function bodyWithExamples(id: string, body: unknown): unknown {
  if (!isJson(body) || !isJson(body.content)) return body;
  const content = Object.entries(body.content).map(([type, media]) => {
    if (!isJson(media)) return [type, media];
    const lines = NDJSON_EXAMPLES[id];
    const example =
      type === "application/json"
        ? BODY_EXAMPLES[id]
        : lines?.map((line) => `${JSON.stringify(line)}\n`).join("");
    return [type, example === undefined ? media : { ...media, example }];
  });
  return { ...body, content: Object.fromEntries(content) };
}

function described(path: string, method: string, operation: OpenOperation, tagged: boolean): OpenOperation {
  const id = operation.operationId ?? "";
  const parameters: readonly unknown[] = Array.isArray(operation.parameters) ? operation.parameters : [];
  const responses = isJson(operation.responses) ? operation.responses : {};
  const { default: fault, ...answers } = responses;
  const hasBody = operation.requestBody !== undefined;
  const { role } = ruleOf(method.toUpperCase(), path);
  return {
    ...operation,
    ...{ "x-holdfast-role": role },
    parameters: withExamples(id, [
      ...parameters,
      ...(method === "post" ? [IDEMPOTENCY_PARAMETER] : []),
      ...(tagged ? [MATCH_PARAMETER] : []),
    ]),
    ...(hasBody ? { requestBody: bodyWithExamples(id, operation.requestBody) } : {}),
    responses: {
      ...answers,
      ...(tagged ? NOT_MODIFIED : {}),
      ...problemResponses(
        operationFaults({
          operationId: id,
          path,
          hasBody: hasBody || method === "post",
          hasParameters: parameters.some((parameter) => isJson(parameter) && parameter.in !== "header"),
        }),
      ),
      ...(hasBody ? TOO_SLOW : {}),
      ...TOO_LONG_A_HEAD,
      ...(fault === undefined ? {} : { default: fault }),
    },
  };
}

/**
 * Adds to every operation what holds for all of them in one way: who may call it, how it can fail, its examples, and
 * the headers of the edge.
 *
 * @param isTagged whether answers of a path carry an ETag
 */
export function describeOperations<Item extends Partial<Record<(typeof METHODS)[number], OpenOperation>>>(
  paths: Readonly<Record<string, Item>>,
  isTagged: (path: string) => boolean,
): Record<string, Item> {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const next = { ...item };
      for (const method of METHODS) {
        const operation = item[method];
        if (operation !== undefined)
          Object.assign(next, {
            [method]: described(path, method, operation, method === "get" && isTagged(path)),
          });
      }
      return [path, next];
    }),
  );
}

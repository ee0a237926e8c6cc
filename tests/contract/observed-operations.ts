import { readFileSync } from "node:fs";
import { openApiDocument } from "@holdfast/api";

/** The committed OpenAPI document. */
export function committedDocument(): unknown {
  return JSON.parse(readFileSync(new URL("../../packages/api/openapi.json", import.meta.url), "utf8"));
}

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: RegExp;
  readonly responses: Readonly<Record<string, readonly string[]>>;
}

function operations(): Operation[] {
  return Object.entries(openApiDocument().paths ?? {}).flatMap(([path, item]) =>
    (["get", "post", "put", "patch", "delete"] as const).flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      return {
        id: operation.operationId ?? `${method} ${path}`,
        method: method.toUpperCase(),
        path: new RegExp(`^${path.replace(/\{\w+\}/g, "[^/]+")}$`),
        responses: Object.fromEntries(
          Object.entries(operation.responses ?? {}).map(([status, response]) => [
            status,
            "content" in response ? Object.keys(response.content ?? {}) : [],
          ]),
        ),
      };
    }),
  );
}

/** What was seen of the API: which operations were called, and which of them succeeded and failed. */
export interface Observed {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly all: readonly string[];
  readonly succeeded: Set<string>;
  readonly failed: Set<string>;
  /** Answers that the document does not describe. */
  readonly undescribed: string[];
}

/** Watches every answer of an API: its status and media type must be those of the OpenAPI document. */
export function observed(fetch: (request: Request) => Response | Promise<Response>): Observed {
  const known = operations();
  const seen = { succeeded: new Set<string>(), failed: new Set<string>(), undescribed: [] as string[] };
  return {
    ...seen,
    all: known.map(({ id }) => id),
    fetch: async (request) => {
      const { pathname } = new URL(request.url);
      const operation = known.find(({ method, path }) => method === request.method && path.test(pathname));
      const response = await fetch(request);
      if (operation === undefined) return response;
      (response.ok ? seen.succeeded : seen.failed).add(operation.id);
      const types = operation.responses[response.status] ?? operation.responses.default ?? [];
      const type = response.headers.get("content-type")?.split(";")[0] ?? "";
      const described = types.length === 0 ? type === "" : types.includes(type);
      // faults are told one by one too; 500 is told, and must not be met
      if (!described || operation.responses[response.status] === undefined || response.status >= 500)
        seen.undescribed.push(`${operation.id} answered ${response.status} ${type}`);
      return response;
    },
  };
}

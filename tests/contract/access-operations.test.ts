import { openApiDocument } from "@holdfast/api";
import { type Local, openLocal } from "@holdfast/api/local";
import { guardHost, PUBLIC_PATHS, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flowAblation } from "./flow-evidence.js";

/** Every operation of the API, and those beside it that need a token, with the ablation `other@1` in their paths. */
const OPERATIONS = [
  ...Object.entries(openApiDocument().paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => ["get", "post", "put", "patch", "delete"].includes(method))
      .map((method) => ({ method: method.toUpperCase(), path: path.replace("{identity}", "other@1") })),
  ),
  { method: "GET", path: "/metrics" },
  { method: "GET", path: "/v1/openapi.json" },
  { method: "POST", path: "/mlflow/api/2.0/mlflow/runs/search" },
  { method: "POST", path: "/mlflow/api/2.0/mlflow/experiments/create" },
];

/** What a token that is bound to another ablation may ask: it is about no ablation, or shows the bound one alone. */
const OPEN_TO_BOUND = new Set([
  "GET /v1/health",
  "GET /v1/power",
  "GET /v1/power/curve",
  "GET /v1/ablations",
  "POST /v1/ablations",
  "GET /metrics",
  "GET /v1/openapi.json",
  "POST /mlflow/api/2.0/mlflow/runs/search",
  "POST /mlflow/api/2.0/mlflow/experiments/create",
]);

const ALL_FAILURES = { capacity: 1e6, perSecond: 1e6 };
const clock = { ahead: 0 };
let local: Local;
let serving: Serving;
let tokens: Readonly<Record<"expired" | "revoked" | "foreign" | "reader", string>>;

beforeAll(async () => {
  const now = () => new Date(Date.now() + clock.ahead);
  local = await openLocal("memory://", { actor: "boss", now });
  const access = local.access({
    areTokensRequired: true,
    publicPaths: PUBLIC_PATHS,
    // each operation is asked with bad tokens, and their number is not what is tested here
    failures: ALL_FAILURES,
  });
  const parts = await local.server({ log: null, access: { guard: guardHost(), ...access } });
  serving = await serveWeb({ client: local.client, fetch: local.fetch, ...parts, port: 0 });
  for (const name of ["mine", "other"]) await local.client.register(flowAblation(name));
  const made = async (name: string, more: object = {}) =>
    local.client.createToken({ name, role: "admin", ...more });
  const revoked = await made("revoked");
  const expired = await made("expired", { expiresInSeconds: 60 });
  tokens = {
    expired: expired.text,
    revoked: revoked.text,
    foreign: (await made("foreign", { ablation: "mine@1" })).text,
    reader: (await made("reader", { role: "reader" })).text,
  };
  await local.client.revokeToken(revoked.token.id);
  clock.ahead = 61_000;
});
afterAll(async () => {
  await serving?.close();
  await local?.close();
});

async function ask(
  { method, path }: { readonly method: string; readonly path: string },
  token?: string,
): Promise<Response> {
  return fetch(`${serving.url}${path.replace(/\{\w+\}/g, "0")}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === "POST" ? { "content-type": "application/json" } : {}),
    },
    ...(method === "POST" ? { body: "{}" } : {}),
  });
}

describe.each(OPERATIONS)("$method $path", (operation) => {
  it("is refused without a token, and with one that is wrong, expired or revoked", async () => {
    const bad = [undefined, "hf_000000000000_0", tokens.expired, tokens.revoked];
    const statuses = [];
    for (const token of bad) {
      const response = await ask(operation, token);
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([401, 401, 401, 401]);
  });

  it("is refused to a token of another ablation, unless it is about none", async () => {
    // events are asked of one ablation, or of all
    const path = operation.path === "/v1/events" ? "/v1/events?identity=other@1" : operation.path;
    const response = await ask({ ...operation, path }, tokens.foreign);
    await response.body?.cancel();
    if (OPEN_TO_BOUND.has(`${operation.method} ${operation.path}`)) expect(response.status).not.toBe(403);
    else expect(response.status).toBe(403);
  });
});

it("/metrics is for readers and up, and says nothing of any ablation", async () => {
  for (const token of [tokens.reader, tokens.foreign]) {
    const response = await ask({ method: "GET", path: "/metrics" }, token);
    const text = await response.text();
    expect([response.status, text.includes("holdfast_http_requests_total")]).toEqual([200, true]);
    expect(text).not.toContain("mine");
    expect(text).not.toContain("other@1");
  }
});

import { once } from "node:events";
import { request as ask } from "node:http";
import { createApp } from "@holdfast/api";
import { createClient, PROBLEMS } from "@holdfast/api/client";
import { type Local, openLocal, type ServerOptions } from "@holdfast/api/local";
import { ERROR_CODES, type ErrorCode, HoldfastError, type Problem, ProblemSchema } from "@holdfast/core";
import { openStore, type Store } from "@holdfast/store";
import { guardHost, type Serving, serveWeb } from "@holdfast/web";
import { afterAll, beforeAll, expect, it } from "vitest";
import { flowAblation, flowLines } from "./flow-evidence.js";

const now = () => new Date();
const open: { close: () => Promise<void> }[] = [];
let plain: Serving;
let strict: Serving;
let hurried: Serving;
let broken: (fault: Error) => Serving;

const ACCESS = { areTokensRequired: false, publicPaths: new Set<string>() };

async function serve(local: Local, access: Partial<Parameters<Local["access"]>[0]> = {}): Promise<Serving> {
  const options: ServerOptions = {
    log: null,
    access: { guard: guardHost(), ...local.access({ ...ACCESS, ...access }) },
  };
  const parts = await local.server(options);
  const serving = await serveWeb({ client: local.client, fetch: local.fetch, ...parts, port: 0 });
  open.push(serving);
  return serving;
}

/** A server whose database answers everything with the fault that it is told. */
async function brokenServer(): Promise<(fault: Error) => Serving> {
  const real = await openStore("memory://");
  let told = new Error("nobody said which");
  const refuse = () => Promise.reject(told);
  const store: Store = { ...real, registration: refuse, staleOverviews: refuse, ablations: refuse };
  const app = createApp({ store, now, actor: "errors" }, { onFault: () => {}, bodyLimit: 1000 });
  const client = createClient("http://local.test", { fetch: (input, init) => app.request(input, init) });
  const serving = await serveWeb({ client, fetch: (request, env) => app.fetch(request, env), port: 0 });
  open.push(serving, real);
  return (fault) => {
    told = fault;
    return serving;
  };
}

beforeAll(async () => {
  const local = await openLocal("memory://", { actor: "errors", now });
  plain = await serve(local);
  strict = await serve(local, { areTokensRequired: true });
  hurried = await serve(local, { requestsPerSecond: 0.1 });
  broken = await brokenServer();
  await local.client.register(flowAblation("errors"));
  await local.client.recordLines("errors@1", flowLines());
  open.push(local);
});
afterAll(async () => {
  for (const each of open) await each.close();
});

const json = (body: unknown, method = "POST") => ({
  method,
  body: typeof body === "string" ? body : JSON.stringify(body),
  headers: { "content-type": "application/json" },
});
const ONE = "/v1/ablations/errors@1";
const at = (serving: Serving, path: string, init: RequestInit = {}) => fetch(`${serving.url}${path}`, init);

async function asAnotherHost(): Promise<Response> {
  const { port } = new URL(plain.url);
  const asked = ask({
    host: "127.0.0.1",
    port,
    path: "/v1/ablations",
    headers: { host: "evil.example" },
  }).end();
  const [answer] = await once(asked, "response");
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  return new Response(Buffer.concat(chunks), { status: answer.statusCode, headers: answer.headers });
}

const fromDatabase = async (code: ErrorCode) =>
  at(broken(new HoldfastError({ code, message: "no." })), "/v1/ablations");

/** How each kind of problem is met over HTTP; a new one does not compile until it is here. */
const MET: Readonly<Record<ErrorCode, () => Promise<Response>>> = {
  "invalid-input": () => at(plain, "/v1/ablations/errors"),
  "unknown-name": () => at(plain, `${ONE}/effects?method=astrology`),
  "not-found": () => at(plain, "/v1/ablations/nothing@1"),
  conflict: () => {
    const [line] = flowLines();
    return at(plain, `${ONE}/outcomes`, json({ lines: [{ ...line, counts: { k: 1, n: 100 } }] }));
  },
  drift: () =>
    at(plain, "/v1/ablations", json({ ablation: { ...flowAblation("errors"), question: "Why?" } })),
  "not-estimable": () => fromDatabase("not-estimable"),
  locked: () => fromDatabase("locked"),
  unavailable: () => fromDatabase("unavailable"),
  unauthenticated: () => at(strict, "/v1/ablations"),
  forbidden: asAnotherHost,
  "rate-limited": async () => {
    await at(hurried, "/v1/ablations");
    return at(hurried, "/v1/ablations");
  },
  "newer-database": () => fromDatabase("newer-database"),
  "newer-format": async () => {
    const archive = await (await at(plain, `${ONE}/archive`)).text();
    const [head = "", ...rest] = archive.split("\n");
    const newer = [JSON.stringify({ ...JSON.parse(head), format: "holdfast-archive/999" }), ...rest].join(
      "\n",
    );
    return at(plain, "/v1/archives", {
      method: "POST",
      body: newer,
      headers: { "content-type": "application/x-ndjson" },
    });
  },
  "too-large": async () =>
    at(broken(new Error("unused")), `${ONE}/outcomes`, json({ lines: ["x".repeat(2000)] })),
  "not-allowed": () => at(plain, "/v1/health", { method: "PUT" }),
  "unsupported-media": () =>
    at(plain, `${ONE}/amendments`, { method: "POST", body: "<a/>", headers: { "content-type": "text/xml" } }),
  internal: async () => at(broken(new TypeError("secret")), "/v1/ablations"),
};

async function problemIn(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = ProblemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

it.each(ERROR_CODES)("%s is met over HTTP, and is answered as problem details", async (code) => {
  const response = await MET[code]();
  const problem = await problemIn(response);
  expect(problem).toMatchObject({
    code,
    status: PROBLEMS[code].status,
    title: PROBLEMS[code].title,
    type: `urn:holdfast:problem:${code}`,
    instance: `urn:holdfast:request:${problem.requestId}`,
  });
  expect(problem.detail).not.toBe("");
  expect(JSON.stringify(problem)).not.toContain("secret");
  if (code === "unauthenticated") expect(response.headers.get("www-authenticate")).toContain("Bearer");
  if (code === "rate-limited") expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  if (code === "not-allowed") expect(response.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
});

it("names the request in the answer, as it was named or anew", async () => {
  const named = await at(plain, "/v1/ablations/nothing@1", { headers: { "x-request-id": "run-7.eval-3" } });
  expect(named.headers.get("x-request-id")).toBe("run-7.eval-3");
  expect((await problemIn(named)).requestId).toBe("run-7.eval-3");
  const ids = new Set<string | null>();
  for (const header of ["a b", "<script>", "x".repeat(200), "ö"]) {
    const response = await at(plain, "/v1/health", { headers: { "x-request-id": encodeURI(header) } });
    ids.add(response.headers.get("x-request-id"));
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  }
  expect(ids.size).toBe(4);
});

it("answers OPTIONS with what a path knows, and nothing for other sites", async () => {
  const response = await at(plain, "/v1/ablations", {
    method: "OPTIONS",
    headers: { "access-control-request-method": "POST" },
  });
  expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, HEAD, POST, OPTIONS"]);
  expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

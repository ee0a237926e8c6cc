import { HoldfastError, ProblemSchema } from "@holdfast/core";
import type { Store } from "@holdfast/store";
import { Hono } from "hono";
import { Registry } from "prom-client";
import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { problemResponse } from "../client/problem.js";
import type { EdgeEnv } from "../exchange.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { isReady } from "./is-ready.js";
import { type HeavyWriteLimits, limitHeavyWrites } from "./limit-heavy-writes.js";
import { noticing } from "./noticing.js";
import { type RequestEntry, requestText } from "./request-entry.js";
import { serverMetrics } from "./server-metrics.js";
import { serverParts } from "./server-parts.js";

const SECRET = "hf_0123456789ab_secret";
const health: Store["health"] = async () => ({
  engine: "pglite",
  serverVersion: "18",
  migrations: { applied: 2, known: 2 },
});

/** The edge before an API over a scripted store, as a server puts them together. */
function edged(script: Partial<Store> = {}) {
  const entries: RequestEntry[] = [];
  const metrics = serverMetrics(new Registry());
  const store = noticing(
    scriptedStore({ registration: async () => adviceRegistration(), health, ...script }),
    new Set([metrics.recorded]),
  );
  const api = createApp({ store, now: () => new Date(0), actor: "anonymous" });
  let made = 0;
  const { edge, doors } = serverParts({
    store,
    now: () => new Date(0),
    metrics,
    log: (entry) => entries.push(entry),
    access: {
      guard: async (_c, next) => next(),
      authenticate: async (c, next) => {
        if (c.req.header("authorization") === undefined)
          throw new HoldfastError({ code: "unauthenticated", message: "no token." });
        c.set("principal", { actor: "ada", role: "admin", ablation: null, tokenId: "0123456789ab" });
        await next();
      },
      limit: [],
    },
    newRequestId: () => {
      made += 1;
      return `made-${made}`;
    },
  });
  const app = new Hono<EdgeEnv>();
  for (const step of edge) app.use(step);
  app.onError((error, c) => {
    c.var.exchange.code = error instanceof HoldfastError ? error.code : "internal";
    return problemResponse(error, c.var.exchange.requestId);
  });
  for (const { path, fetch } of [{ path: "/v1/*", fetch: api.fetch.bind(api) }, ...doors])
    app.all(path, (c) => {
      const { exchange, principal } = c.var;
      return fetch(c.req.raw, { exchange, ...(principal === undefined ? {} : { principal }) });
    });
  return { app, entries, metrics };
}

const authorization = `Bearer ${SECRET}`;

describe("the log", () => {
  it("has one entry a request, with the template of the route and who asked, and no secret", async () => {
    const { app, entries } = edged();
    await app.request(`/v1/ablations/advice%401?token=${SECRET}`, {
      headers: { authorization, "x-request-id": "r-1", cookie: `holdfast_token=${SECRET}` },
    });
    await app.request("/v1/ablations/advice@1", { headers: { authorization } });
    expect(entries).toMatchObject([
      {
        requestId: "r-1",
        method: "GET",
        route: "/v1/ablations/{identity}",
        actor: "ada",
        tokenId: "0123456789ab",
        isAborted: false,
      },
      { requestId: "made-1", status: 200, code: null },
    ]);
    for (const said of [JSON.stringify(entries), ...entries.map(requestText)]) {
      expect(said).not.toContain("secret");
      expect(said).not.toContain("advice");
    }
  });

  it("has refusals too, with the code of their problem", async () => {
    const { app, entries } = edged();
    await app.request("/v1/ablations");
    await app.request("/v1/ablations/advice", { headers: { authorization } });
    await app.request("/v1/no/such/thing", { headers: { authorization } });
    expect(entries.map(({ status, code, route, actor }) => [status, code, route, actor])).toEqual([
      [401, "unauthenticated", null, null],
      [400, "invalid-input", "/v1/ablations/{identity}", "ada"],
      [404, "not-found", null, "ada"],
    ]);
  });
});

describe("metrics", () => {
  it("count requests by route and status, outcomes by what became of them, and no path", async () => {
    const { app } = edged({
      record: async () => ({ outcomes: 3, added: 2, recognised: 1, corrected: 0 }),
    });
    const line = { arm: "advice", seed: 0, stage: "sft", eval: "blackmail@1", counts: { k: 1, n: 10 } };
    const sent = await app.request("/v1/ablations/advice@1/outcomes", {
      method: "POST",
      body: JSON.stringify({ lines: [line] }),
      headers: { authorization, "content-type": "application/json", "content-length": "120" },
    });
    expect(sent.status).toBe(200);
    for (let n = 0; n < 20; n += 1) await app.request(`/v1/strange-${n}`, { headers: { authorization } });
    await app.request("/v1/ablations", { method: "BREW", headers: { authorization } });
    const response = await app.request("/metrics", { headers: { authorization } });
    expect(response.headers.get("content-type")).toContain("text/plain; version=0.0.4");
    const text = await response.text();
    for (const counted of [
      'holdfast_http_requests_total{method="POST",route="/v1/ablations/{identity}/outcomes",status="200"} 1',
      'holdfast_http_requests_total{method="GET",route="none",status="404"} 20',
      'method="other"',
      'holdfast_outcomes_total{became="added"} 2',
      'holdfast_outcomes_total{became="recognised"} 1',
      "holdfast_http_received_bytes_total 120",
      "holdfast_http_requests_in_flight 1",
      "nodejs_eventloop_lag_seconds",
      "process_resident_memory_bytes",
    ])
      expect(text).toContain(counted);
    expect(text).not.toContain("strange");
  });

  it("of two servers in one process are apart", async () => {
    const [one, other] = [edged(), edged()];
    await one.app.request("/v1/health", { headers: { authorization } });
    expect(await one.metrics.text()).toContain("holdfast_http_requests_total{");
    expect(await other.metrics.text()).not.toContain("holdfast_http_requests_total{");
  });
});

describe("readiness", () => {
  it.each([
    ["the database answers", health, null],
    [
      "a migration is missing",
      async () => ({ ...(await health()), migrations: { applied: 1, known: 2 } }),
      "1 migrations",
    ],
    [
      "the database is away",
      () => Promise.reject(new HoldfastError({ code: "unavailable", message: "pw" })),
      "unavailable",
    ],
    ["something is wrong", () => Promise.reject(new Error("postgres://me:hunter2@db")), "could not be asked"],
    ["it does not answer", () => new Promise<never>(() => {}), "within 20 ms"],
  ] as const)("when %s", async (_name, asked, reason) => {
    const said = await isReady({ health: asked }, 20);
    expect(said.isReady).toBe(reason === null);
    if (reason !== null) expect(said.reason).toContain(reason);
    expect(said.reason ?? "").not.toContain("hunter2");
  });

  it("is 503 with the reason, and has a door", async () => {
    const { app } = edged({ health: () => Promise.reject(new Error("gone")) });
    const response = await app.request("/readyz", { headers: { authorization } });
    expect([response.status, await response.text()]).toEqual([
      503,
      "not ready: the database could not be asked\n",
    ]);
  });
});

it("counts how many small writes share a transaction", async () => {
  const metrics = serverMetrics(new Registry());
  metrics.gathered("outcomes", 5);
  metrics.gathered("outcomes", 1);
  const text = await metrics.text();
  for (const line of [
    'holdfast_gathered_writes_bucket{le="1",kind="outcomes"} 1',
    'holdfast_gathered_writes_sum{kind="outcomes"} 6',
    'holdfast_gathered_writes_count{kind="metrics"} 0',
  ])
    expect(text).toContain(line);
});

describe("heavy writes", () => {
  const limits: HeavyWriteLimits = { heavyBytes: 100, running: 2, waiting: 1, waitMs: 60 };

  function busy() {
    const metrics = serverMetrics(new Registry());
    const finish: (() => void)[] = [];
    let most = 0;
    const app = new Hono<EdgeEnv>();
    app.onError((error) => problemResponse(error));
    app.use(limitHeavyWrites(metrics, limits));
    app.post("/", async (c) => {
      most = Math.max(most, finish.length + 1);
      await new Promise<void>((resolve) => finish.push(resolve));
      return c.text("done");
    });
    const send = (bytes = 200) =>
      app.request("/", {
        method: "POST",
        body: "x".repeat(bytes),
        headers: { "content-length": String(bytes) },
      });
    return { send, finish, metrics, most: () => most };
  }

  it("run two at a time; a third waits, and a fourth is sent away for a while", async () => {
    const { send, finish, metrics } = busy();
    const running = [send(), send()];
    await expect.poll(() => finish.length).toBe(2);
    const waiting = send();
    const refused = await send();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(ProblemSchema.parse(await refused.json()).code).toBe("unavailable");
    expect(await metrics.text()).toContain('holdfast_heavy_writes{state="waiting"} 1');
    finish.shift()?.();
    await expect.poll(() => finish.length).toBe(2);
    for (const done of finish) done();
    for (const each of [...running, waiting]) expect((await each).status).toBe(200);
    expect(await metrics.text()).toContain('holdfast_heavy_writes{state="running"} 0');
    expect(await metrics.text()).toContain("holdfast_heavy_writes_refused_total 1");
  });

  it("wait no longer than they are told to", async () => {
    const { send, finish } = busy();
    const running = [send(), send()];
    await expect.poll(() => finish.length).toBe(2);
    expect((await send()).status).toBe(503);
    for (const done of finish) done();
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
  });

  it("do not hold up small ones", async () => {
    const { send, finish } = busy();
    const all = [send(), send(), send(10), send(10), send(10)];
    await expect.poll(() => finish.length).toBe(5);
    for (const done of finish) done();
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });
});

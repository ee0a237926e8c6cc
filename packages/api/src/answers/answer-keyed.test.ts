import { ProblemSchema } from "@holdfast/core";
import type { BegunRequest, KeptAnswer, KeyedRequest, Store } from "@holdfast/store";
import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { adviceAblation } from "../testing/advice-ablation.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";

/** A store that remembers keys as the database does, and counts what is done. */
function keyedStore(over: Partial<Store> = {}) {
  const kept = new Map<string, { request: string; answer: KeptAnswer | null }>();
  const done: string[] = [];
  const nameOf = ({ caller, key }: KeyedRequest) => `${caller} ${key}`;
  const store = scriptedStore({
    pruneKeyed: async () => 0,
    beginKeyed: async (asked): Promise<BegunRequest> => {
      const known = kept.get(nameOf(asked));
      if (known === undefined) {
        kept.set(nameOf(asked), { request: asked.request, answer: null });
        return { became: "begun" };
      }
      if (known.request !== asked.request) return { became: "another" };
      return known.answer === null ? { became: "in-flight" } : { became: "answered", answer: known.answer };
    },
    keepKeyed: async (asked, answer) => {
      kept.set(nameOf(asked), { request: asked.request, answer });
    },
    freeKeyed: async (asked) => {
      kept.delete(nameOf(asked));
    },
    registration: async () => adviceRegistration(),
    audit: async () => ({ entries: [], next: null }),
    archive: async (_identity, archived) => void done.push(`archived ${archived}`),
    intervene: async () => void done.push("intervened"),
    record: async (_identity, outcomes) => {
      done.push("recorded");
      return { outcomes: outcomes.length, added: outcomes.length, recognised: 0, corrected: 0 };
    },
    ...over,
  });
  return { app: createApp({ store, now: () => new Date(0), actor: "ada" }), done, kept };
}

const ARCHIVED = "/v1/ablations/advice@1/archived";
const post = (body: unknown, key: string, headers: Record<string, string> = {}) => ({
  method: "POST",
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", "idempotency-key": key, ...headers },
});

describe("a POST with an idempotency key", () => {
  it("is done once, and answered the same way again", async () => {
    const { app, done } = keyedStore();
    const first = await app.request(ARCHIVED, post({ archived: true }, "k"));
    const second = await app.request(ARCHIVED, post({ archived: true }, "k"));
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get("content-type")).toBe(first.headers.get("content-type"));
    expect([first, second].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
    expect(done).toEqual(["archived true"]);
  });

  it("gives an answer without a body again", async () => {
    const { app, done } = keyedStore();
    const event = { run: "advice/0/0", stage: "rl", step: 1, author: "a", reason: "b", change: "c" };
    const path = "/v1/ablations/advice@1/interventions";
    const answers = [await app.request(path, post(event, "k")), await app.request(path, post(event, "k"))];
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(done).toEqual(["intervened"]);
  });

  it("is a conflict with another body or another path, and another key is another request", async () => {
    const { app, done } = keyedStore();
    await app.request(ARCHIVED, post({ archived: true }, "k"));
    for (const [path, body] of [
      [ARCHIVED, { archived: false }],
      ["/v1/ablations/advice@2/archived", { archived: true }],
    ] as const) {
      const response = await app.request(path, post(body, "k"));
      expect(ProblemSchema.parse(await response.json())).toMatchObject({
        code: "conflict",
        place: { key: "idempotency-key" },
      });
    }
    expect((await app.request(ARCHIVED, post({ archived: false }, "l"))).status).toBe(200);
    expect(done).toEqual(["archived true", "archived false"]);
  });

  it("of another caller is another request", async () => {
    const { app, done } = keyedStore();
    await app.request(ARCHIVED, post({ archived: true }, "k"));
    await app.request(ARCHIVED, post({ archived: true }, "k", { "x-holdfast-actor": "bob" }));
    expect(done).toEqual(["archived true", "archived true"]);
  });

  it("is told to wait while the first is being answered", async () => {
    const { app } = keyedStore({ beginKeyed: async () => ({ became: "in-flight" }) });
    const response = await app.request(ARCHIVED, post({ archived: true }, "k"));
    expect([response.status, response.headers.get("retry-after")]).toEqual([409, "1"]);
  });

  it("that fails leaves its key free, for what is corrected", async () => {
    const { app, done, kept } = keyedStore();
    expect((await app.request(ARCHIVED, post({ archive: 1 }, "k"))).status).toBe(400);
    expect(kept.size).toBe(0);
    expect((await app.request(ARCHIVED, post({ archived: true }, "k"))).status).toBe(200);
    expect(done).toEqual(["archived true"]);
  });

  it("keeps no secret", async () => {
    const { app, kept } = keyedStore({
      addToken: async ({ secretHash: _hash, ...token }) => ({
        ...token,
        createdAt: new Date(0),
        createdBy: "ada",
        revokedAt: null,
        lastUsedAt: null,
      }),
    });
    const response = await app.request("/v1/tokens", post({ name: "t", role: "reader" }, "k"));
    expect(response.status).toBe(201);
    expect(kept.size).toBe(0);
  });

  it("whose body is a stream is recognised by its content, with or without the key", async () => {
    const { app, done, kept } = keyedStore();
    const line = { arm: "advice", seed: 0, stage: "sft", eval: "blackmail@1", counts: { k: 1, n: 10 } };
    const request = post(line, "k", { "content-type": "application/x-ndjson" });
    for (let sent = 0; sent < 2; sent += 1)
      expect((await app.request("/v1/ablations/advice@1/outcomes", request)).status).toBe(200);
    expect([done.length, kept.size]).toEqual([2, 0]);
  });

  it.each(["", "a b", "k".repeat(256), "ключ"])("named %j is refused", async (key) => {
    const { app, done } = keyedStore();
    const headers = new Headers({ "content-type": "application/json" });
    headers.set("idempotency-key", Buffer.from(key).toString("latin1"));
    const response = await app.request(ARCHIVED, { ...post({ archived: true }, "k"), headers });
    expect(ProblemSchema.parse(await response.json()).place).toEqual({ key: "idempotency-key" });
    expect(done).toEqual([]);
  });

  it("registers an ablation once", async () => {
    let times = 0;
    const { app } = keyedStore({
      registration: async () => adviceRegistration(),
      register: async () => {
        times += 1;
        return { created: times === 1, registration: adviceRegistration() };
      },
    });
    const body = { ablation: adviceAblation() };
    const statuses = [];
    for (let sent = 0; sent < 2; sent += 1)
      statuses.push((await app.request("/v1/ablations", post(body, "k"))).status);
    expect([times, statuses]).toEqual([1, [201, 201]]);
  });
});

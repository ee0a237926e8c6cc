import type { Store } from "@holdfast/store";
import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { isMatched } from "./answer-unchanged.js";

function counted(over: Partial<Store> = {}) {
  const state = { stamp: "1", reads: 0 };
  const store = scriptedStore({
    evidenceStamp: async () => state.stamp,
    registration: async () => adviceRegistration(),
    evidence: async () => {
      state.reads += 1;
      return adviceEvidence();
    },
    cachedAnalysis: async () => null,
    cacheAnalysis: async () => {},
    ...over,
  });
  return { state, app: createApp({ store, now: () => new Date(0), actor: "ada" }) };
}

const ONE = "/v1/ablations/advice@1";

describe("an answer that has not changed", () => {
  it.each(["/effects", "/durability", "/drivers", "/analysis", "/report", "/origin"])(
    "%s is 304, without reading evidence",
    async (question) => {
      const { app, state } = counted();
      const first = await app.request(`${ONE}${question}`);
      expect(first.status).toBe(200);
      const tag = first.headers.get("etag") ?? "";
      expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
      expect(first.headers.get("cache-control")).toBe("private, no-cache");
      const reads = state.reads;
      const again = await app.request(`${ONE}${question}`, { headers: { "if-none-match": `"x", W/${tag}` } });
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
      expect(state.reads).toBe(reads);
    },
  );

  it("is computed again when anything was written, or another question is asked", async () => {
    const { app, state } = counted();
    const ask = async (path: string, headers: Record<string, string> = {}) =>
      (await app.request(`${ONE}${path}`, { headers })).headers.get("etag") ?? "";
    const tags = [
      await ask("/effects"),
      await ask("/effects?excluded=with"),
      await ask("/effects", { accept: "text/csv" }),
      await ask("/durability"),
    ];
    state.stamp = "2";
    tags.push(await ask("/effects"));
    expect(new Set(tags).size).toBe(5);
    const response = await app.request(`${ONE}/effects`, { headers: { "if-none-match": tags[0] ?? "" } });
    expect(response.status).toBe(200);
  });

  it("of the audit trail is computed again when anything was noted", async () => {
    let newest = 7;
    const { app } = counted({ audit: async () => ({ entries: [], next: newest }) });
    const first = await app.request("/v1/audit");
    const headers = { "if-none-match": first.headers.get("etag") ?? "" };
    expect([first.status, (await app.request("/v1/audit", { headers })).status]).toEqual([200, 304]);
    newest += 1;
    expect((await app.request("/v1/audit", { headers })).status).toBe(200);
  });

  it("does not depend on the order of the question's parameters", async () => {
    const { app } = counted();
    const tags = await Promise.all(
      ["/effects?groupBy=stage&excluded=with", "/effects?excluded=with&groupBy=stage"].map(async (path) =>
        (await app.request(`${ONE}${path}`)).headers.get("etag"),
      ),
    );
    expect(tags[0]).toBe(tags[1]);
    expect(tags[0]).not.toBeNull();
  });

  it("is what `*` asks for, where there is an answer: a question that is refused has none", async () => {
    const { app } = counted();
    const whichever = { headers: { "if-none-match": "*" } };
    expect((await app.request(`${ONE}/effects`, whichever)).status).toBe(304);
    expect((await app.request(`${ONE}/effects?colour=red`, whichever)).status).toBe(400);
    expect((await app.request("/v1/power?arms=many", whichever)).status).toBe(400);
  });

  it("is tagged for HEAD too, and a refusal is not", async () => {
    const { app } = counted();
    const head = await app.request(`${ONE}/effects`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("etag")).toMatch(/^"/);
    for (const path of [
      `${ONE}/effects?method=nothing`,
      `${ONE}/effects?colour=red`,
      "/v1/ablations/%ff/effects",
    ]) {
      const refused = await app.request(path);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.status).toBeLessThan(500);
      expect(refused.headers.get("etag")).toBeNull();
    }
  });
});

it.each([
  [undefined, false],
  ["*", false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b"', false],
  ["a", false],
])('If-None-Match %j matches "a": %s', (header, matched) => {
  expect(isMatched(header, '"a"')).toBe(matched);
});

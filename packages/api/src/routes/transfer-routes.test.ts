import { describe, expect, it } from "vitest";
import { createApp } from "../app.js";
import { createClient } from "../client/create-client.js";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";

const app = createApp({
  store: scriptedStore({
    registration: async () => adviceRegistration(),
    evidence: async () => adviceEvidence(),
    interventions: async () => [],
    cachedAnalysis: async () => null,
    cacheAnalysis: async () => {},
  }),
  now: () => new Date("2026-11-22T12:00:00Z"),
  actor: "anonymous",
});
const client = createClient("http://holdfast.test", { fetch: (input, init) => app.request(input, init) });

describe("generalization", () => {
  it("is answered with sentences and the method that was asked for", async () => {
    const answer = await client.generalization("advice@1");
    expect(answer).toMatchObject({ ablation: "advice@1", method: "reml", includesExcluded: false });
    expect(answer.sentences.length).toBeGreaterThan(0);
    const other = await client.generalization("advice@1", { method: "fixed" });
    expect(other.method).toBe("fixed");
    expect(other.syntheses.every(({ method, tau2 }) => method === "fixed" && (tau2 ?? 0) === 0)).toBe(true);
  });

  it("refuses a method that it does not know", async () => {
    const response = await app.request("/v1/ablations/advice%401/generalization?method=guess");
    expect(response.status).toBe(400);
  });
});

describe("origin", () => {
  it("follows the level of every arm over its stages", async () => {
    const { origins, sentences } = await client.origin("advice@1");
    expect(origins.map(({ arm }) => arm)).toContain("control");
    for (const { steps } of origins) expect(steps.length).toBeGreaterThan(0);
    expect(sentences[0]).toMatch(/^Of \d+ levels? followed/);
  });
});

describe("judges", () => {
  it("says so where there is one judge", async () => {
    const { pairs, conclusions, sentences } = await client.judges("advice@1");
    expect([pairs, conclusions]).toEqual([[], []]);
    expect(sentences).toEqual(["Nothing can be said of judges: no eval was scored by two of them."]);
  });
});

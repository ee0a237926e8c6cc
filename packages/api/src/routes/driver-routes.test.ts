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

describe("drivers", () => {
  it("are answered for every place where arms were measured together, the summary first", async () => {
    const answer = await client.drivers("advice@1");
    expect(answer.drivers.length).toBeGreaterThan(0);
    expect(answer.sentences.length).toBeGreaterThan(0);
    expect(answer.ablation).toBe("advice@1");
  });

  it("are judged by the method that is asked for, and by no other word", async () => {
    const answer = await client.drivers("advice@1", { method: "welch" });
    for (const { contrasts } of answer.drivers)
      for (const { numbers, shownMethod } of contrasts)
        expect(numbers.some(({ method }) => method === shownMethod)).toBe(true);
    const bad = await app.request("http://holdfast.test/v1/ablations/advice@1/drivers?method=bootstrap");
    expect(bad.status).toBe(400);
  });
});

describe("efficiency", () => {
  it("says whose tokens are unknown instead of an effect per token", async () => {
    const answer = await client.efficiency("advice@1");
    expect(answer.efficiency.length).toBeGreaterThan(0);
    for (const { reason } of answer.efficiency) expect(reason).toMatch(/^tokens of .* are unknown$/);
    expect(answer.sentences[0]).toContain("No effect per token is estimable");
  });
});

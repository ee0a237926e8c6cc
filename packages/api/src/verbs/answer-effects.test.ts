import { EffectAnswerSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { answerEffects } from "./answer-effects.js";

function contextOf() {
  const cache = new Map<string, string>();
  const store = scriptedStore({
    registration: async () => adviceRegistration(),
    evidence: async () => adviceEvidence(),
    interventions: async () => [],
    cachedAnalysis: async (_identity, key) => cache.get(key) ?? null,
    cacheAnalysis: async (_identity, key, analysis) => {
      cache.set(key, analysis);
    },
  });
  return { cache, context: { store, now: () => new Date(0), actor: "test" } };
}

const asked = { identity: "advice@1", excluded: "without" } as const;

describe("answerEffects", () => {
  it("answers in numbers and in words, with nothing but the leads and what stands beside them", async () => {
    const { context } = contextOf();
    const answer = await answerEffects(context, asked);
    expect(EffectAnswerSchema.parse(answer)).toEqual(answer);
    expect(answer.method).toBeNull();
    expect(answer.sentences.length).toBeGreaterThan(0);
  });

  it("keeps the answer of another method apart from the registered one, and says so first", async () => {
    const { cache, context } = contextOf();
    await answerEffects(context, asked);
    const answer = await answerEffects(context, { ...asked, method: "welch-runs" });
    expect(cache.size).toBe(2);
    expect(answer.method).toBe("welch-runs");
    expect(answer.sentences[0]).toContain("not the registered analysis");
    expect(answer.warnings[0]).toMatchObject({ code: "outside-plan" });
  });

  it("refuses a method that there is not, with those there are", async () => {
    const { context } = contextOf();
    await expect(answerEffects(context, { ...asked, method: "anova" })).rejects.toMatchObject({
      code: "unknown-name",
      remedy: expect.stringContaining("two-way-anova"),
    });
  });
});

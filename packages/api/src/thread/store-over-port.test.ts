import { HoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceEvidence } from "../testing/advice-evidence.js";
import { adviceRegistration, scriptedStore } from "../testing/scripted-store.js";
import { answerStoreQuestion, handedOver } from "./answer-store-question.js";
import { carriedFault, faultOf } from "./carried-fault.js";
import { storeOverPort } from "./store-over-port.js";

/** The store of a thread whose questions and answers are cloned on the way, as between threads. */
function threaded(script: Parameters<typeof scriptedStore>[0]) {
  const store = scriptedStore(script);
  return storeOverPort(async (question) => {
    const answer = await answerStoreQuestion(store, structuredClone(question));
    return structuredClone(answer, { transfer: handedOver(answer) });
  });
}

describe("storeOverPort", () => {
  it("hands over what the store says", async () => {
    const kept = new Map<string, string>();
    const store = threaded({
      registration: async () => adviceRegistration(),
      evidence: async () => adviceEvidence(),
      interventions: async () => [],
      cachedAnalysis: async (_identity, key) => kept.get(key) ?? null,
      cacheAnalysis: async (_identity, key, analysis) => void kept.set(key, analysis),
    });
    expect(await store.registration("advice@1")).toEqual(adviceRegistration());
    expect(await store.evidence("advice@1")).toEqual(adviceEvidence());
    expect(await store.interventions("advice@1")).toEqual([]);
    expect(await store.cachedAnalysis("advice@1", "k")).toBeNull();
    await store.cacheAnalysis("advice@1", "k", "{}", { name: "ada", at: new Date(0) });
    expect(await store.cachedAnalysis("advice@1", "k")).toBe("{}");
  });

  it("asks for a part of the evidence, and for outcomes, as it was asked", async () => {
    const asked: unknown[] = [];
    const store = threaded({
      evidence: async (...question) => {
        asked.push(question);
        return adviceEvidence();
      },
      outcomes: async (...question) => {
        asked.push(question);
        return { outcomes: [], next: null };
      },
    });
    const question = { revisions: "current", excluded: "with", limit: 5, arm: "advice" } as const;
    await store.evidence("advice@1", { stages: ["rl"], steps: [200, null] });
    await store.evidence("advice@1");
    expect(await store.outcomes("advice@1", question)).toEqual({ outcomes: [], next: null });
    expect(asked).toEqual([
      ["advice@1", { stages: ["rl"], steps: [200, null] }],
      ["advice@1", undefined],
      ["advice@1", question],
    ]);
  });

  it("gives the memory of scores away instead of copying it", async () => {
    const evidence = adviceEvidence();
    const scores = evidence.outcomes.flatMap(({ evidence: value }) =>
      value.level === "samples" ? [value.score] : [],
    );
    const store = threaded({ evidence: async () => evidence });
    const found = await store.evidence("advice@1");
    expect(scores.length).toBeGreaterThan(0);
    expect(scores.every(({ buffer }) => buffer.byteLength === 0)).toBe(true);
    expect(found).toEqual(adviceEvidence());
  });

  it("refuses to write", async () => {
    const store = threaded({});
    await expect(store.delete("advice@1", { name: "ada", at: new Date(0) })).rejects.toMatchObject({
      code: "internal",
    });
  });
});

describe("carriedFault", () => {
  it("keeps what a fault says, and of others the message", () => {
    const fault = new HoldfastError({
      code: "not-found",
      message: "there is no such ablation.",
      place: { key: "identity" },
      remedy: "List them.",
    });
    expect(faultOf(structuredClone(carriedFault(fault)))).toMatchObject({
      code: "not-found",
      message: "there is no such ablation.",
      place: { key: "identity" },
      remedy: "List them.",
    });
    const other = faultOf(structuredClone(carriedFault(new RangeError("odd"))));
    expect(other).not.toBeInstanceOf(HoldfastError);
    expect(other.message).toBe("odd");
  });
});

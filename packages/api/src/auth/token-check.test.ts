import { HoldfastError } from "@holdfast/core";
import type { StoredToken, TokenStore } from "@holdfast/store";
import { describe, expect, it } from "vitest";
import { REMEMBERED_MS, tokenCheck } from "./token-check.js";
import { hashTokenText, makeTokenText } from "./token-text.js";

const START = new Date("2026-11-26T12:00:00Z").getTime();

/** One token in a store that counts what it is asked, and a clock that stands still. */
function one(over: Partial<StoredToken> = {}) {
  const { id, text } = makeTokenText((size) => new Uint8Array(size).fill(7));
  const clock = { ms: START };
  const kept = {
    id,
    name: "cluster",
    role: "recorder" as const,
    ablation: null,
    createdAt: new Date(START),
    createdBy: "boss",
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    ...over,
  };
  const state: { token: StoredToken; lookups: number; uses: number[]; isDown: boolean } = {
    token: kept,
    lookups: 0,
    uses: [],
    isDown: false,
  };
  const never = async () => {
    throw new RangeError("a check neither makes nor ends tokens");
  };
  const store: TokenStore = {
    addToken: never,
    revokeToken: never,
    tokens: never,
    token: async (asked) => {
      state.lookups += 1;
      if (state.isDown) throw new HoldfastError({ code: "unavailable", message: "no database." });
      return asked === id ? { ...state.token, secretHash: hashTokenText(text) } : null;
    },
    noteTokenUse: async (_id, at) => {
      state.uses.push(at.getTime());
      state.token = { ...state.token, lastUsedAt: at };
    },
  };
  const check = tokenCheck({
    store,
    now: () => new Date(clock.ms),
    failures: { capacity: 3, perSecond: 0.1 },
  });
  return { check, text, clock, state };
}

const wrong = (text: string) => `${text.slice(0, -1)}8`;
const refusal = async (promise: Promise<unknown>): Promise<HoldfastError> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HoldfastError) return error;
    throw error;
  }
  throw new Error("it was let in");
};

describe("a token", () => {
  it("says who shows it", async () => {
    const { check, text } = one({ ablation: "advice@1" });
    expect(await check(text, "a")).toEqual({
      actor: "cluster",
      role: "recorder",
      ablation: "advice@1",
      tokenId: "070707070707",
    });
  });

  it("is looked up once a second, and its use noted once a minute", async () => {
    const { check, text, clock, state } = one();
    for (let tried = 0; tried < 50; tried += 1) await check(text, "a");
    expect([state.lookups, state.uses.length]).toEqual([1, 1]);
    for (let second = 0; second < 61; second += 1) {
      clock.ms += REMEMBERED_MS;
      await check(text, "a");
    }
    expect([state.lookups, state.uses]).toEqual([62, [START, START + 60_000]]);
  });

  it("opens nothing a second after it was revoked, whatever the clock does", async () => {
    for (const jump of [REMEMBERED_MS, -3_600_000]) {
      const { check, text, clock, state } = one();
      await check(text, "a");
      state.token = { ...state.token, revokedAt: new Date(clock.ms) };
      clock.ms += jump;
      expect(await refusal(check(text, "a"))).toMatchObject({
        code: "unauthenticated",
        message: "the token `cluster` was revoked.",
      });
    }
  });

  it("opens nothing from the moment at which it expires, also where it is remembered", async () => {
    const { check, text, clock, state } = one({ expiresAt: new Date(START + 500) });
    clock.ms += 499;
    await check(text, "a");
    clock.ms += 1;
    expect((await refusal(check(text, "a"))).message).toMatch(/expired on 2026-11-26T12:00:00.500Z/);
    expect(state.lookups).toBe(2);
  });

  it("that is unknown and one whose secret is wrong are refused in the same words", async () => {
    const { check, text } = one();
    const unknown = await refusal(check(text.replace("hf_07", "hf_08"), "a"));
    const badSecret = await refusal(check(wrong(text), "a"));
    expect(badSecret.message).toBe(unknown.message);
    expect(badSecret.message).not.toContain("cluster");
    expect(JSON.stringify([badSecret, badSecret.message, badSecret.remedy])).not.toContain(text.slice(20));
  });

  it("of a wrong shape costs no lookup", async () => {
    const { check, text, state } = one();
    for (const shape of [text.toUpperCase(), text.slice(1), "x".repeat(1_000_000)])
      expect((await refusal(check(shape, "a"))).code).toBe("unauthenticated");
    expect(state.lookups).toBe(0);
  });
});

describe("an address that fails", () => {
  it("is sent away, without a lookup, until it has waited", async () => {
    const { check, text, clock, state } = one();
    for (let tried = 0; tried < 3; tried += 1)
      expect((await refusal(check(wrong(text), "a"))).code).toBe("unauthenticated");
    const lookups = state.lookups;
    const sentAway = await refusal(check(wrong(text), "a"));
    expect(sentAway).toMatchObject({ code: "rate-limited", retryAfterSeconds: 10 });
    expect(state.lookups).toBe(lookups);
    expect((await refusal(check(wrong(text), "b"))).code).toBe("unauthenticated");
    clock.ms += 10_000;
    expect((await refusal(check(wrong(text), "a"))).code).toBe("unauthenticated");
  });

  it("gets no more attempts by making them at the same time", async () => {
    const { check, text } = one();
    const all = await Promise.all(Array.from({ length: 50 }, () => refusal(check(wrong(text), "a"))));
    expect(all.filter(({ code }) => code === "unauthenticated")).toHaveLength(3);
  });

  it("does not keep out who was good before, and does keep out who was not", async () => {
    const { check, text, clock } = one();
    const other = one();
    await check(text, "proxy");
    for (let tried = 0; tried < 10; tried += 1) await refusal(check(wrong(text), "proxy"));
    clock.ms += REMEMBERED_MS;
    expect((await check(text, "proxy")).actor).toBe("cluster");
    for (let tried = 0; tried < 3; tried += 1) await refusal(other.check(wrong(text), "proxy"));
    expect((await refusal(other.check(other.text, "proxy"))).code).toBe("rate-limited");
  });

  it("is not charged for a database that does not answer, nor for success", async () => {
    const { check, text, clock, state } = one();
    state.isDown = true;
    for (let tried = 0; tried < 10; tried += 1)
      expect((await refusal(check(text, "a"))).code).toBe("unavailable");
    state.isDown = false;
    for (let tried = 0; tried < 10; tried += 1) {
      clock.ms += REMEMBERED_MS;
      await check(text, "a");
    }
    expect((await refusal(check(wrong(text), "a"))).code).toBe("unauthenticated");
  });
});

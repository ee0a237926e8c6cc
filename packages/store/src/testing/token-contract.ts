import { expect, test } from "vitest";
import type { Store } from "../store.js";
import type { NewToken } from "../token/stored-token.js";
import { ACTOR, refusal, registered } from "./study.js";

let made = 0;

function newToken(over: Partial<NewToken> = {}): NewToken {
  made += 1;
  const id = made.toString(16).padStart(12, "a");
  return {
    id,
    name: `token-${made}`,
    role: "recorder",
    ablation: null,
    secretHash: made.toString(16).padStart(64, "0"),
    expiresAt: null,
    ...over,
  };
}

const later = (ms: number) => new Date(ACTOR.at.getTime() + ms);

/** What every store does with tokens. */
export function tokenContract(store: () => Store): void {
  test("keeps a token, and hands its hash only to who asks for that token", async () => {
    const given = newToken({ role: "admin", expiresAt: later(1000) });
    const { secretHash, ...rest } = given;
    const kept = await store().addToken(given, ACTOR);
    expect(kept).toEqual({
      ...rest,
      createdAt: ACTOR.at,
      createdBy: ACTOR.name,
      revokedAt: null,
      lastUsedAt: null,
    });
    expect(await store().token(given.id)).toEqual({ ...kept, secretHash });
    expect(await store().tokens()).toContainEqual(kept);
    expect(JSON.stringify(await store().tokens())).not.toContain(secretHash);
    expect(await store().token("000000000000")).toBeNull();
  });

  test("has one live token of a name; a revoked one frees it", async () => {
    const first = newToken({ name: "shared" });
    await store().addToken(first, ACTOR);
    const again = await refusal(store().addToken(newToken({ name: "shared" }), ACTOR));
    expect(again).toMatchObject({ code: "conflict", key: "name" });
    await store().revokeToken(first.id, ACTOR);
    await store().addToken(newToken({ name: "shared" }), ACTOR);
  });

  test("makes one of two tokens of a name that come at once", async () => {
    const both = await Promise.allSettled(
      ["a", "b"].map(() => store().addToken(newToken({ name: "raced" }), ACTOR)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("binds a token to an ablation that is there, and to no other", async () => {
    const { identity } = await registered(store(), "bound-token");
    expect(await store().addToken(newToken({ ablation: identity }), ACTOR)).toMatchObject({
      ablation: identity,
    });
    const nowhere = await refusal(store().addToken(newToken({ ablation: "nowhere@1" }), ACTOR));
    expect(nowhere.code).toBe("not-found");
  });

  test("revokes once, and says when", async () => {
    const given = newToken();
    await store().addToken(given, ACTOR);
    const revoked = await store().revokeToken(given.id, { ...ACTOR, at: later(5) });
    expect(revoked.revokedAt).toEqual(later(5));
    const again = await store().revokeToken(given.id, { ...ACTOR, at: later(9) });
    expect(again).toEqual(revoked);
    expect((await refusal(store().revokeToken("ffffffffffff", ACTOR))).code).toBe("not-found");
  });

  test("notes a use once a minute", async () => {
    const given = newToken();
    await store().addToken(given, ACTOR);
    const lastUse = async () => (await store().token(given.id))?.lastUsedAt;
    for (const [at, noted] of [
      [0, 0],
      [59_000, 0],
      [61_000, 61_000],
      [30_000, 61_000],
    ] as const) {
      await store().noteTokenUse(given.id, later(at));
      expect(await lastUse()).toEqual(later(noted));
    }
    await store().noteTokenUse("ffffffffffff", ACTOR.at);
  });

  test("leaves who made and who revoked it in the audit trail, by name and by token", async () => {
    const { identity } = await registered(store(), "audited-token");
    const given = newToken({ ablation: identity });
    const by = { ...ACTOR, name: "boss", tokenId: "b055b055b055" };
    await store().addToken(given, by);
    await store().revokeToken(given.id, ACTOR);
    const { entries: trail } = await store().audit({ identity, limit: 2 });
    expect(trail).toMatchObject([
      { action: "revoke-token", actor: ACTOR.name, tokenId: null },
      { action: "create-token", actor: "boss", tokenId: "b055b055b055" },
    ]);
    expect(JSON.stringify(trail)).not.toContain(given.secretHash);
  });
}

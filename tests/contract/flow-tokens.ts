import type { HoldfastClient } from "@holdfast/api/client";
import { expect } from "vitest";

/** Makes a token bound to an ablation, finds it in the list without its secret, and revokes it. */
export async function manageTokens(client: HoldfastClient, identity: string): Promise<void> {
  const name = `flow-of-${identity.replace("@", "-")}`;
  const asked = { name, role: "recorder", ablation: identity, expiresInSeconds: 3600 } as const;
  const { token, text } = await client.createToken(asked);
  expect(text).toMatch(new RegExp(`^hf_${token.id}_[0-9a-f]{64}$`));
  expect(token).toMatchObject({
    name,
    role: "recorder",
    ablation: identity,
    state: "live",
    createdBy: "flow",
  });
  const life = Date.parse(token.expiresAt ?? "") - Date.parse(token.createdAt);
  expect(life).toBe(3600 * 1000);
  await expect(client.createToken(asked)).rejects.toMatchObject({ code: "conflict", place: { key: "name" } });
  const listed = await client.tokens();
  expect(listed.tokens).toContainEqual(token);
  expect(JSON.stringify(listed)).not.toContain(text.slice(16));
  expect((await client.revokeToken(token.id)).state).toBe("revoked");
  expect((await client.revokeToken(token.id)).state).toBe("revoked");
  await expect(client.revokeToken("ffffffffffff")).rejects.toMatchObject({ code: "not-found" });
  await expect(client.revokeToken("../audit")).rejects.toMatchObject({ code: "invalid-input" });
}

import type { Token } from "@holdfast/core";
import { expect, it } from "vitest";
import { tokensText } from "./tokens-text.js";

const token: Token = {
  id: "0123456789ab",
  name: "cluster",
  role: "recorder",
  ablation: "advice@1",
  state: "live",
  createdAt: "2026-11-26T12:00:00.000Z",
  createdBy: "boss",
  expiresAt: "2026-12-26T12:34:56.000Z",
  revokedAt: null,
  lastUsedAt: null,
};

it("shows what a token opens, until when, and when it was used", () => {
  const text = tokensText(
    { tokens: [token, { ...token, name: "old", ablation: null, expiresAt: null, state: "revoked" }] },
    140,
    (heading) => heading,
  );
  const [, ...rows] = text.split("\n").filter((row) => row.includes("0123456789ab"));
  expect(text).toMatch(/0123456789ab +cluster +recorder +advice@1 +live +2026-12-26 12:34 +never +boss/);
  expect(rows[0]).toMatch(/old +recorder +everything +revoked +never +never +boss/);
});

it("says what to do where there is none", () =>
  expect(tokensText({ tokens: [] }, 100, (heading) => heading)).toContain("holdfast token create"));

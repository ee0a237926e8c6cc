import { describe, expect, it } from "vitest";
import { parseLifetime, TokenRequestSchema } from "./token.js";

describe("parseLifetime", () => {
  it.each([
    ["90m", 5400],
    ["12h", 43_200],
    ["30d", 2_592_000],
    ["8w", 4_838_400],
  ])("%s is %d seconds", (text, seconds) => expect(parseLifetime(text)).toBe(seconds));

  it.each(["", "30", "d", "30D", "-1d", "1.5d", "0d", "30 d", "1y", "1d1h", "1e3d", "9999999999d"])(
    "refuses `%s`",
    (text) => expect(() => parseLifetime(text)).toThrow(/not a length of time/),
  );
});

describe("a token that is asked for", () => {
  const asked = { name: "ci", role: "recorder" };

  it.each([
    ["no name", { role: "reader" }],
    ["a name with a space", { ...asked, name: "ci of Zoë" }],
    ["a name with a line break", { ...asked, name: "ci\r\nx" }],
    ["a role that is not known", { ...asked, role: "owner" }],
    ["no role", { name: "ci" }],
    ["an ablation without a version", { ...asked, ablation: "advice" }],
    ["a lifetime below a minute", { ...asked, expiresInSeconds: 59 }],
    ["a lifetime beyond ten years", { ...asked, expiresInSeconds: 1e9 }],
    ["a secret of one's own", { ...asked, secret: "hunter2" }],
  ])("has not %s", (_what, input) => expect(TokenRequestSchema.safeParse(input).success).toBe(false));

  it("may be bound and may expire", () => {
    const whole = { ...asked, ablation: "advice@1", expiresInSeconds: 3600 };
    expect(TokenRequestSchema.parse(whole)).toEqual(whole);
  });
});

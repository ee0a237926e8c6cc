import { describe, expect, it } from "vitest";
import { formatIdentity, parseIdentity } from "./identity.js";

describe("parseIdentity", () => {
  it("splits at the last @ and is undone by formatIdentity", () => {
    expect(parseIdentity("tulu3-sft-mix@2024.11")).toEqual({ name: "tulu3-sft-mix", version: "2024.11" });
    expect(formatIdentity(parseIdentity("a@1"))).toBe("a@1");
  });

  it.each(["", "a", "@1", "a@", "a b@1", "a@1@2", "a@v 1", "-a@1"])("refuses %j with a remedy", (text) => {
    expect(() => parseIdentity(text)).toThrowError(
      expect.objectContaining({ code: "invalid-input", remedy: expect.stringContaining("blackmail@1") }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { FingerprintSchema, fingerprintOf, shortFingerprint } from "./fingerprint.js";

describe("fingerprintOf", () => {
  it("is the SHA-256 of the canonical JSON", () => {
    // printf '{"a":1}' | sha256sum
    expect(fingerprintOf({ a: 1 })).toBe(
      "sha256:015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
    );
  });

  it("does not depend on the order of keys and does on every value", () => {
    expect(fingerprintOf({ a: 1, b: 2 })).toBe(fingerprintOf({ b: 2, a: 1 }));
    expect(fingerprintOf({ a: 1 })).not.toBe(fingerprintOf({ a: 2 }));
    expect(FingerprintSchema.safeParse(fingerprintOf({})).success).toBe(true);
    expect(shortFingerprint(fingerprintOf({ a: 1 }))).toBe("015abd7f5cc5");
  });
});

import { describe, expect, it } from "vitest";
import { describeError, HoldfastError, isHoldfastError } from "./errors.js";

const error = new HoldfastError({
  code: "invalid-input",
  message: "k must not exceed n.",
  place: { key: "counts.k" },
  remedy: "Check the counts.",
});

describe("HoldfastError", () => {
  it("says where, what and what next in one line", () => {
    expect(describeError(error)).toBe("counts.k: k must not exceed n. Check the counts.");
    expect(describeError(error.at({ file: "runs.ndjson", line: 7 }))).toBe(
      "runs.ndjson:7 counts.k: k must not exceed n. Check the counts.",
    );
  });

  it("puts the remedy on a line of its own where the message ends one", () => {
    const listed = new HoldfastError({
      code: "drift",
      message: "changed:\n  a: 1 -> 2\n",
      remedy: "Bump the version.",
    });
    expect(describeError(listed)).toBe("changed:\n  a: 1 -> 2\nBump the version.");
  });

  it("keeps the inner place where both know one", () => {
    expect(error.at({ key: "outer", line: 2 }).place).toEqual({ key: "counts.k", line: 2 });
  });

  it("is recognised without instanceof, and nothing else is", () => {
    expect(isHoldfastError(error)).toBe(true);
    expect(isHoldfastError(new Error("x"))).toBe(false);
    expect(isHoldfastError({ name: "HoldfastError" })).toBe(false);
  });
});

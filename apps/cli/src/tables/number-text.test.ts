import { describe, expect, it } from "vitest";
import { countText, intervalText, plural, pText, shareText, signed } from "./number-text.js";

describe("numbers for people", () => {
  it("signs leads, and never writes -0", () => {
    expect([0.1234, -0.5, 0, -0.0004].map((value) => signed(value, "points"))).toEqual([
      "+12.3",
      "-50.0",
      "0.0",
      "0.0",
    ]);
    expect([0.12345, -1234.5, 0].map((value) => signed(value, "own"))).toEqual(["+0.123", "-1230", "0"]);
  });

  it("leaves the side of an interval open that has no bound", () => {
    const interval = { lower: -0.1, upper: null, level: 0.95, unbounded: false };
    expect(intervalText(interval, "points")).toBe("[-10.0, ..)");
    expect(intervalText({ ...interval, lower: null, upper: 0.2 }, "points")).toBe("(.., +20.0]");
    expect(intervalText({ ...interval, lower: null, unbounded: true }, "points")).toBe("(any value)");
    expect(intervalText(null, "points")).toBe("");
  });

  it("writes shares of a lead", () => {
    expect([0.8512, -0.1, 1789, -1789, null].map(shareText)).toEqual(["0.85", "-0.10", ">99", "<-99", "-"]);
  });

  it("writes p-values, counts and plurals", () => {
    expect([0.0001, 0.0314, null].map(pText)).toEqual(["<0.001", "0.031", "-"]);
    expect([0, 999, 1000, 1234567].map(countText)).toEqual(["0", "999", "1,000", "1,234,567"]);
    expect([plural(1, "line"), plural(2, "line")]).toEqual(["1 line", "2 lines"]);
  });
});

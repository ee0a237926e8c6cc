import { describe, expect, it } from "vitest";
import { ownTest } from "./own-test.js";
import { detectableNoncentrality } from "./t-power.js";

describe("the default test as it is", () => {
  const own = ownTest(20260508);
  const closed = (runs: number) => detectableNoncentrality(2 * (runs - 1), 0.05, 0.8);

  it("needs more than a test that knows both arms to vary alike, less so with every run", () => {
    const excess = [2, 3, 5, 8, 12].map((runs) => (own.needed(runs, 0.05, 0.8) ?? 0) / closed(runs));
    expect(excess[0]).toBeGreaterThan(1.6);
    // 13.5 points on paper are about 15.5 for the test itself, with three runs.
    expect(excess[1]).toBeGreaterThan(1.1);
    expect(excess[1]).toBeLessThan(1.2);
    expect(excess[4]).toBeLessThan(1.03);
    expect([...excess].sort((a, b) => b - a)).toEqual(excess);
  });
  it("has the power that it needs, and its size where there is nothing", () => {
    const needed = own.needed(3, 0.05, 0.8) ?? Number.NaN;
    expect(own.power(3, 0.05, needed)).toBeCloseTo(0.8, 3);
    expect(own.power(3, 0.05, 0)).toBeLessThan(0.03);
    expect(own.power(40, 0.05, closed(40))).toBeCloseTo(0.8, 9);
  });
  it("knows nothing from one run", () => {
    expect(own.needed(1, 0.05, 0.8)).toBeNull();
    expect(own.power(1, 0.05, 5)).toBeNull();
  });
  it("is the same for the same seed", () => {
    expect(ownTest(20260508).needed(4, 0.01, 0.9)).toBe(own.needed(4, 0.01, 0.9));
  });
});

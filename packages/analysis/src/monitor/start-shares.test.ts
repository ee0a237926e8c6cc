import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idleShare, lastStartShare, startShares } from "./start-shares.js";

const splitsOf = (checkpoints: number) =>
  fc.uniqueArray(fc.integer({ min: 1, max: checkpoints - 1 })).map((splits) => splits.sort((a, b) => a - b));

describe("startShares", () => {
  it("gives half to the first checkpoint, and to every later one the more the earlier it is", () => {
    const shares = startShares(1000, []);
    expect(shares[0]).toBe(0.5);
    expect([...shares]).toEqual([...shares].sort((a, b) => b - a));
    expect(shares[99]).toBeGreaterThan(1e-4);
  });
  it("makes 1 with what waits, however often somebody intervened", () =>
    fc.assert(
      fc.property(splitsOf(40), (splits) => {
        const started = startShares(40, splits).reduce((sum, share) => sum + share, 0);
        expect(started + idleShare(40, splits.length)).toBeCloseTo(1, 12);
      }),
    ));
  it("gives the last checkpoint what it gives it among all", () =>
    fc.assert(
      fc.property(splitsOf(40), fc.integer({ min: 1, max: 40 }), (splits, checkpoints) => {
        const known = splits.filter((split) => split < checkpoints);
        expect(lastStartShare(checkpoints, known)).toBe(startShares(checkpoints, known).at(-1));
      }),
    ));
  it("starts a large share where somebody intervenes, and leaves some for the tenth time", () => {
    expect(startShares(51, [50])[50]).toBeGreaterThan(0.05);
    const often = Array.from({ length: 10 }, (_, index) => 5 * (index + 1));
    expect(startShares(51, often)[50]).toBeGreaterThan(5e-4);
  });
});

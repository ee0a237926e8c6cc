import { describe, expect, it } from "vitest";
import { tokenBuckets } from "./token-bucket.js";

function buckets(capacity: number, perSecond: number, remembered?: number) {
  const clock = { ms: 1_000_000 };
  return { clock, ...tokenBuckets({ capacity, perSecond }, () => clock.ms, remembered) };
}

describe("a bucket", () => {
  it("gives what it holds, and then what flows back", () => {
    const { clock, take } = buckets(3, 2);
    expect([take("a", 1), take("a", 1), take("a", 1)].map(({ left }) => left)).toEqual([2, 1, 0]);
    expect(take("a", 1)).toEqual({ isAllowed: false, left: 0, waitSeconds: 0.5 });
    clock.ms += 499;
    expect(take("a", 1).isAllowed).toBe(false);
    clock.ms += 1;
    expect(take("a", 1).isAllowed).toBe(true);
    clock.ms += 3_600_000;
    expect(take("a", 1).left).toBe(2);
  });

  it("of one key is not that of another", () => {
    const { take } = buckets(1, 1);
    expect([take("a", 1), take("b", 1), take("a", 1)].map(({ isAllowed }) => isAllowed)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("lets more than it holds through when it is full, and only then", () => {
    const { clock, take } = buckets(10, 5);
    expect(take("a", 1000)).toEqual({ isAllowed: true, left: 0, waitSeconds: 0 });
    clock.ms += 1000;
    expect(take("a", 1000)).toMatchObject({ isAllowed: false, waitSeconds: 1 });
    clock.ms += 1000;
    expect(take("a", 1000).isAllowed).toBe(true);
  });

  it("goes below zero by what was used before it was counted, but not for ever", () => {
    const { clock, take, charge } = buckets(10, 5);
    charge("a", 1e9);
    expect(take("a", 1).waitSeconds).toBeCloseTo(2.2);
    clock.ms += 2200;
    expect(take("a", 1).isAllowed).toBe(true);
    charge("a", -1e9);
    expect(take("a", 10).isAllowed).toBe(true);
    expect(take("a", 1).isAllowed).toBe(false);
  });

  it("gains and loses nothing by a clock that is set back, and goes on from there", () => {
    const { clock, take } = buckets(2, 1);
    take("a", 2);
    clock.ms -= 3_600_000;
    expect(take("a", 1).isAllowed).toBe(false);
    clock.ms += 1000;
    expect(take("a", 1).isAllowed).toBe(true);
  });

  it("is forgotten when it was used longest ago and too many are remembered", () => {
    const { take } = buckets(1, 0.001, 2);
    take("a", 1);
    take("b", 1);
    expect(take("a", 1).isAllowed).toBe(false);
    take("c", 1);
    expect([take("a", 1).isAllowed, take("c", 1).isAllowed]).toEqual([false, false]);
    expect(take("b", 1).isAllowed).toBe(true);
  });
});

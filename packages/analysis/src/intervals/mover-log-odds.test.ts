import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logit, moverLogOdds } from "./mover-log-odds.js";
import { wilsonArm } from "./newcombe.js";

const z = 1.959963984540054;

describe("moverLogOdds", () => {
  it("equals the closed form of Newcombe 2001 between interior rates", () => {
    const interior = fc
      .integer({ min: 5, max: 500 })
      .chain((n) => fc.integer({ min: 1, max: n - 1 }).map((events) => ({ events, n })));
    const half = ({ events, n }: { events: number; n: number }) => {
      const p = events / n;
      return 2 * Math.asinh(z / (2 * Math.sqrt(n * p * (1 - p))));
    };
    fc.assert(
      fc.property(interior, interior, (a, b) => {
        const found = moverLogOdds(wilsonArm(a, z), wilsonArm(b, z));
        const expected = Math.hypot(half(a), half(b));
        expect(Math.abs(found.upper - found.estimate - expected)).toBeLessThan(1e-8 * expected);
        expect(Math.abs(found.estimate - found.lower - expected)).toBeLessThan(1e-8 * expected);
      }),
    );
  });

  it("is unbounded on the side of a rate at 0 or 1, and bounded on the other", () => {
    const zero = wilsonArm({ events: 0, n: 50 }, z);
    const some = wilsonArm({ events: 20, n: 50 }, z);
    const all = wilsonArm({ events: 50, n: 50 }, z);
    expect(moverLogOdds(zero, some)).toEqual({
      estimate: -Infinity,
      lower: -Infinity,
      upper: logit(zero.upper) - logit(0.4),
    });
    expect(moverLogOdds(some, zero).lower).toBe(-moverLogOdds(zero, some).upper);
    expect(moverLogOdds(all, some)).toMatchObject({ upper: Infinity, lower: expect.any(Number) });
    expect(moverLogOdds(zero, all)).toMatchObject({
      lower: -Infinity,
      upper: logit(zero.upper) - logit(all.lower),
    });
  });

  it("approaches its own limit as a rate goes to 0", () => {
    const some = wilsonArm({ events: 20, n: 50 }, z);
    const near = moverLogOdds(wilsonArm({ events: 1e-250, n: 50 }, z), some);
    const at = moverLogOdds(wilsonArm({ events: 0, n: 50 }, z), some);
    expect(near.upper).toBeCloseTo(at.upper, 2);
  });

  it("has nothing to say of two rates at the same end", () => {
    const zero = wilsonArm({ events: 0, n: 50 }, z);
    expect(moverLogOdds(zero, zero).estimate).toBeNaN();
  });
});

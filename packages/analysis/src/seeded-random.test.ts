import { describe, expect, it } from "vitest";
import { seededRandom } from "./seeded-random.js";

const draws = 40_000;

function moments(draw: () => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let index = 0; index < draws; index += 1) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  return { mean: sum / draws, variance: squares / draws - (sum / draws) ** 2 };
}

describe("seededRandom", () => {
  it("repeats itself for a seed, and not for another", () => {
    const take = (seed: number) => Array.from({ length: 5 }, seededRandom(seed).uniform);
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });
  it("has the moments that it promises", () => {
    const random = seededRandom(20260508);
    const normal = moments(random.normal);
    expect(Math.abs(normal.mean)).toBeLessThan(4 / Math.sqrt(draws));
    expect(Math.abs(normal.variance - 1)).toBeLessThan((4 * Math.SQRT2) / Math.sqrt(draws));
    const binomial = moments(() => random.binomial(10, 0.3));
    expect(Math.abs(binomial.mean - 3)).toBeLessThan((4 * Math.sqrt(2.1)) / Math.sqrt(draws));
    expect(binomial.variance).toBeCloseTo(2.1, 1);
    expect([random.binomial(5, 0), random.binomial(5, 1)]).toEqual([0, 5]);
  });
});

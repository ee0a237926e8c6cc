import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { shrunkenDifferences } from "./shrunken-differences.js";

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe("shrunkenDifferences", () => {
  it("is James and Stein's closed form where chance is the same for all", () => {
    const seen = [-0.9, -0.2, 0.1, 0.4, 0.35, 0];
    const variance = 0.05;
    const { values, towards, between } = shrunkenDifferences(
      Float64Array.from(seen),
      new Float64Array(seen.length).fill(variance),
    );
    const centre = mean(seen);
    const squares = seen.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    const kept = 1 - ((seen.length - 1) * variance) / squares;
    expect(towards).toBeCloseTo(centre, 12);
    expect(between).toBeCloseTo(squares / (seen.length - 1) - variance, 12);
    for (const [at, value] of seen.entries())
      expect(values[at]).toBeCloseTo(centre + kept * (value - centre), 12);
  });

  it("puts all prompts at their mean where chance alone explains what is seen", () => {
    const { values, between } = shrunkenDifferences(
      Float64Array.of(-1, 1, 0, 0),
      new Float64Array(4).fill(1),
    );
    expect(between).toBe(0);
    expect([...values]).toEqual([0, 0, 0, 0]);
  });

  it("leaves what chance cannot move, and a prompt alone, as they are", () => {
    expect([...shrunkenDifferences(Float64Array.of(-0.5, 0.25), new Float64Array(2)).values]).toEqual([
      -0.5, 0.25,
    ]);
    expect([...shrunkenDifferences(Float64Array.of(-0.5), Float64Array.of(0.3)).values]).toEqual([-0.5]);
  });

  it("finds the prompts that truly differ more often than the raw difference does, and is nearer to the truth", () => {
    const random = seededRandom(11);
    const [prompts, first, repeats] = [200, 20, 200];
    const tally = { raw: 0, shrunken: 0, rawError: 0, shrunkenError: 0 };
    const topOf = (values: Float64Array) =>
      new Set(
        [...values.keys()]
          .sort((a, b) => Math.abs(values[b] ?? 0) - Math.abs(values[a] ?? 0))
          .slice(0, first),
      );
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const truth = Float64Array.from({ length: prompts }, () => 0.15 * random.normal());
      // half of the prompts were scored once, the others twenty times
      const variances = Float64Array.from(truth, (_, at) => 0.3 / (at % 2 === 0 ? 1 : 20));
      const seen = truth.map((value, at) => value + Math.sqrt(variances[at] ?? 0) * random.normal());
      const { values } = shrunkenDifferences(seen, variances);
      const [right, raw, shrunken] = [topOf(truth), topOf(seen), topOf(values)];
      for (const at of right) {
        tally.raw += raw.has(at) ? 1 : 0;
        tally.shrunken += shrunken.has(at) ? 1 : 0;
      }
      for (const [at, value] of truth.entries()) {
        tally.rawError += ((seen[at] ?? 0) - value) ** 2;
        tally.shrunkenError += ((values[at] ?? 0) - value) ** 2;
      }
    }
    expect(tally.shrunken).toBeGreaterThan(2 * tally.raw);
    expect(tally.shrunkenError).toBeLessThan(tally.rawError / 5);
  });

  it("never moves a value past the mean, nor away from it", () => {
    const cases = fc.array(
      fc.record({
        seen: fc.float({ min: -1, max: 1, noNaN: true }),
        noise: fc.float({ min: 0, max: 1, noNaN: true }),
      }),
      { minLength: 2, maxLength: 12 },
    );
    fc.assert(
      fc.property(cases, (given) => {
        const seen = given.map((one) => one.seen);
        const { values, towards } = shrunkenDifferences(
          Float64Array.from(seen),
          Float64Array.from(given, ({ noise }) => noise),
        );
        seen.forEach((value, at) => {
          const kept = values[at] ?? Number.NaN;
          expect(Math.abs(kept - towards)).toBeLessThanOrEqual(Math.abs(value - towards) + 1e-9);
          expect((kept - towards) * (value - towards)).toBeGreaterThanOrEqual(-1e-9);
        });
      }),
      { seed: 4, numRuns: 200 },
    );
  });
});

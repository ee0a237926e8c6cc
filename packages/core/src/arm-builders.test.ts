import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fractionalFactorial, fullFactorial, leaveOneOut } from "./arm-builders.js";
import { dose, ingredient } from "./factor.js";

const factors = [ingredient("demonstrations"), ingredient("principles"), ingredient("tools")];

describe("fullFactorial", () => {
  it("has every combination once, the control first", () => {
    const arms = fullFactorial(factors);
    expect(arms.map((arm) => arm.name)).toEqual([
      "control",
      "demonstrations",
      "principles",
      "demonstrations+principles",
      "tools",
      "demonstrations+tools",
      "principles+tools",
      "demonstrations+principles+tools",
    ]);
    expect(new Set(arms.map((arm) => JSON.stringify(arm.levels))).size).toBe(8);
  });

  it("takes doses and furnishes the arms", () => {
    const arms = fullFactorial([dose("advice", "tokens", [0, 1e6, 3e6])], (levels) => ({
      title: `${String(levels.advice)} tokens`,
    }));
    expect(arms.map((arm) => [arm.name, arm.title])).toEqual([
      ["control", "0 tokens"],
      ["advice-1000000", "1000000 tokens"],
      ["advice-3000000", "3000000 tokens"],
    ]);
  });

  it("has as many arms as the product of the levels", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 4 }), { minLength: 1, maxLength: 4 }), (sizes) => {
        const arms = fullFactorial(
          sizes.map((size, index) =>
            dose(
              `f${index}`,
              "tokens",
              Array.from({ length: size }, (_, level) => level),
            ),
          ),
        );
        expect(arms).toHaveLength(sizes.reduce((product, size) => product * size, 1));
        expect(new Set(arms.map((arm) => arm.name)).size).toBe(arms.length);
      }),
      { seed: 3 },
    );
  });
});

describe("fractionalFactorial", () => {
  it("sets the generated factor by the product of the signs (2^(3-1), C = AB)", () => {
    const arms = fractionalFactorial(factors, { tools: { of: ["demonstrations", "principles"] } });
    const signs = arms.map((arm) => factors.map((factor) => (arm.levels[factor.name] === true ? 1 : -1)));
    expect(signs).toHaveLength(4);
    for (const [a, b, c] of signs) expect((a ?? 0) * (b ?? 0)).toBe(c);
  });

  it("gives the other half fraction with sign -1, and the two make the full design", () => {
    const of = ["demonstrations", "principles"];
    const halves = [
      ...fractionalFactorial(factors, { tools: { of } }),
      ...fractionalFactorial(factors, { tools: { of, sign: -1 } }),
    ];
    expect(new Set(halves.map((arm) => arm.name))).toEqual(
      new Set(fullFactorial(factors).map((arm) => arm.name)),
    );
  });

  it("refuses a generator that names a stranger", () => {
    expect(() => fractionalFactorial(factors, { tools: { of: ["stories"] } })).toThrowError(
      /`stories`, which is not a basic factor/,
    );
  });
});

describe("leaveOneOut", () => {
  it("has the full mix and one arm without each ingredient", () => {
    expect(leaveOneOut(factors).map((arm) => [arm.name, Object.values(arm.levels)])).toEqual([
      ["all", [true, true, true]],
      ["without-demonstrations", [false, true, true]],
      ["without-principles", [true, false, true]],
      ["without-tools", [true, true, false]],
    ]);
  });

  it("needs two levels", () => {
    expect(() => leaveOneOut([dose("advice", "tokens", [0, 1, 2])])).toThrowError(/needs two/);
  });
});

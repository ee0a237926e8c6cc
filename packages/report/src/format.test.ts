import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  decimalsFor,
  formatBare,
  formatCoverage,
  formatInterval,
  formatNumber,
  formatPEquation,
  formatPValue,
  formatRatioSet,
  formatShare,
  formatTokens,
} from "./format.js";

describe("numbers", () => {
  test.each([
    [-10.52, 1, "\u221210.5"],
    [-0.04, 1, "0.0"],
    [2671, 0, "2,671"],
    [1234567.891, 2, "1,234,567.89"],
    [0, 0, "0"],
  ])("%d with %d decimals is %s", (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  test.each([
    [-21, "\u221221"],
    [0.05, "0.05"],
    [34.5, "34.5"],
    [0.001234, "0.0012"],
    [1234, "1,234"],
    [0, "0"],
  ])("%d alone is %s", (value, text) => {
    expect(formatBare(value)).toBe(text);
  });

  test("never prints a negative zero", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
        fc.integer({ min: 0, max: 4 }),
        (value, decimals) => {
          expect(formatNumber(value, decimals)).not.toMatch(/^\u2212[0.,]*$/);
        },
      ),
    );
  });

  test("has no locale in it", () => {
    expect(formatNumber(-1234.5, 1)).toBe("\u22121,234.5");
  });
});

describe("intervals", () => {
  test("keep two significant digits of the half-width", () => {
    expect(decimalsFor(-10.5, -14.1, -7)).toBe(1);
    expect(decimalsFor(-42, -77, -7)).toBe(0);
    expect(decimalsFor(0.51, 0.48, 0.54)).toBe(3);
  });

  test("do not round an end that excludes 0 onto 0", () => {
    expect(decimalsFor(-5, -10, -0.02)).toBe(2);
  });

  test("print a side without end", () => {
    expect(formatInterval({ lower: null, upper: 0.042 }, 100, 1)).toBe("(\u2212\u221e, 4.2]");
    expect(formatInterval({ lower: -0.141, upper: -0.07 }, 100, 1)).toBe("[\u221214.1, \u22127.0]");
  });
});

describe("p-values", () => {
  test.each([
    [0.0004, "< 0.001"],
    [0.0042, "0.004"],
    [0.0496, "0.0496"],
    [0.05, "0.050"],
    [0.314, "0.31"],
    [0.999, "> 0.99"],
  ])("%d is %s", (value, text) => {
    expect(formatPValue(value)).toBe(text);
  });

  test("read as equations", () => {
    expect(formatPEquation(0.0042)).toBe("p = 0.004");
    expect(formatPEquation(1e-9)).toBe("p < 0.001");
  });
});

describe("shares", () => {
  test("are rounded away from the claim", () => {
    expect(formatShare(0.1299, "down")).toBe("12%");
    expect(formatShare(0.1201, "up")).toBe("13%");
    expect(formatShare(0.5, "up")).toBe("50%");
    expect(formatShare(-0.051, "down")).toBe("\u22126%");
  });

  test("a set never shrinks by rounding", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -3, max: 3 }), (share) => {
        const down = Number(formatShare(share, "down").replace("%", "").replace("\u2212", "-"));
        const up = Number(formatShare(share, "up").replace("%", "").replace("\u2212", "-"));
        expect(down).toBeLessThanOrEqual(share * 100 + 1e-6);
        expect(up).toBeGreaterThanOrEqual(share * 100 - 1e-6);
      }),
    );
  });

  test.each([
    ["interval", 0.117, 0.411, "[11%, 42%]"],
    ["exclusive", -0.4, 2.1, "below \u221240% or above 210%"],
    ["half-line", 0.3, null, "30% and more"],
    ["half-line", null, 0.3, "up to 30%"],
    ["unbounded", null, null, "any share"],
  ] as const)("a set of kind %s from %s to %s is %s", (kind, lower, upper, text) => {
    expect(formatRatioSet({ kind, lower, upper, level: 0.95 })).toBe(text);
  });
});

test("tokens are told in their own scale, or as unknown", () => {
  expect(
    ["unknown" as const, 500, 3_000_000, 1_200_000_000, 0].map((tokens) => formatTokens(tokens)),
  ).toEqual(["unknown", "500", "3M", "1.2B", "0"]);
});

test("coverage of a Bonferroni band is told as it is", () => {
  expect(formatCoverage(0.95)).toBe("95%");
  expect(formatCoverage(1 - 0.05 / 7)).toBe("99.3%");
});

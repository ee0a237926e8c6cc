import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linearFit, weighted } from "./linear-fit.js";
import { termWeights } from "./term-weights.js";

const column = (...values: number[]) => Float64Array.from(values);
const ones = column(1, 1, 1, 1, 1);

describe("termWeights", () => {
  it("leaves out a column that earlier ones add up to, and keeps the order of blame", () => {
    const a = column(1, 0, 0, 1, 0);
    const b = column(0, 1, 0, 0, 1);
    const both = column(1, 1, 0, 1, 1);
    const { weights, rank } = termWeights([ones, a, b, both]);
    expect(rank).toBe(3);
    expect(weights[3]).toBeNull();
    expect(weights[1]).not.toBeNull();
    expect(termWeights([ones, both, a, b]).weights[3]).toBeNull();
  });

  it("recovers the coefficients of any exact model, whatever the weights of the rows", () => {
    const entry = fc.double({ min: -3, max: 3, noNaN: true });
    const list = fc.array(entry, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(
        list,
        entry,
        entry,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
        (x, a, b, sizes) => {
          fc.pre(Math.max(...x) - Math.min(...x) > 0.1);
          const { weights } = termWeights([ones, Float64Array.from(x)], Float64Array.from(sizes));
          const y = x.map((value) => a + b * value);
          expect(weighted(weights[0] ?? null, y)).toBeCloseTo(a, 8);
          expect(weighted(weights[1] ?? null, y)).toBeCloseTo(b, 8);
        },
      ),
    );
  });
});

describe("linearFit", () => {
  it("has no standard errors without degrees of freedom, and NaN for an aliased term", () => {
    const fit = linearFit([column(1, 1), column(0, 1)], column(2, 5));
    expect(fit.coefficients[0]).toBeCloseTo(2, 12);
    expect(fit.coefficients[1]).toBeCloseTo(3, 12);
    expect(fit.standardErrors[1]).toBeNaN();
    expect(linearFit([ones, ones], column(1, 2, 3, 4, 5)).coefficients[1]).toBeNaN();
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { benjaminiHochberg } from "./benjamini-hochberg.js";
import { holm } from "./holm.js";

const p = fc.double({ min: 0, max: 1, noNaN: true });

describe.each([
  { name: "holm", adjust: (values: readonly number[]) => holm(values) },
  { name: "BH", adjust: (values: readonly number[]) => benjaminiHochberg(values) },
])("$name", ({ name, adjust }) => {
  it.each(readOracle("p-adjust"))("agrees with p.adjust", (reference) => {
    const expected = reference.numbers(`outputs/${name}`);
    adjust(reference.numbers("inputs/p")).forEach((ours, index) => {
      expect(relativeError(ours ?? Number.NaN, expected[index] ?? Number.NaN)).toBeLessThanOrEqual(
        reference.relTol,
      );
    });
  });
  it("keeps the order, never falls below the raw value, and does not depend on the order given", () => {
    fc.assert(
      fc.property(fc.array(p, { minLength: 1, maxLength: 20 }), (values) => {
        const adjusted = adjust(values);
        values.forEach((raw, index) => {
          expect(adjusted[index]).toBeGreaterThanOrEqual(raw);
          expect(adjusted[index]).toBeLessThanOrEqual(1);
        });
        expect(adjust([...values].reverse())).toEqual([...adjusted].reverse());
      }),
    );
  });
});

describe("holm with members that have no answer yet", () => {
  it("counts them as p = 1 and leaves them empty", () => {
    expect(holm([0.01, null, 0.02])).toEqual([0.03, null, 0.04]);
    expect(holm([0.01, null, 0.02])).toEqual([holm([0.01, 1, 0.02])[0], null, holm([0.01, 1, 0.02])[2]]);
  });
  it("holds to the size that was registered", () => {
    expect(holm([0.01], 5)).toEqual([0.05]);
    expect(() => holm([0.01, 0.02], 1)).toThrow(RangeError);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ADJUSTMENT_NAMES, adjustmentNamed } from "./adjust-p-values.js";

const p = fc.double({ min: 0, max: 1, noNaN: true });
const adjust = (name: string, values: readonly (number | null)[]) => adjustmentNamed(name)?.(values) ?? [];

describe.each(ADJUSTMENT_NAMES)("%s", (name) => {
  it("never falls below the raw value, keeps the order, and leaves out what is missing", () => {
    fc.assert(
      fc.property(fc.array(fc.option(p, { nil: null }), { minLength: 1, maxLength: 12 }), (values) => {
        const adjusted = adjust(name, values);
        const present = values.filter((value) => value !== null);
        expect(adjusted.filter((value) => value !== null)).toEqual(adjust(name, present));
        values.forEach((raw, index) => {
          const own = adjusted[index] ?? null;
          if (raw === null) expect(own).toBeNull();
          else expect(own).toBeGreaterThanOrEqual(raw);
          values.forEach((other, at) => {
            if (raw !== null && other !== null && raw < other)
              expect(own).toBeLessThanOrEqual((adjusted[at] ?? 0) + 1e-12);
          });
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("adjustments beside one another", () => {
  it("Hommel is at most Hochberg, Hochberg at most Holm, Holm at most Bonferroni", () => {
    fc.assert(
      fc.property(fc.array(p, { minLength: 2, maxLength: 10 }), (values) => {
        const [hommel, hochberg, holm, bonferroni] = ["hommel", "hochberg", "holm", "bonferroni"].map(
          (name) => adjust(name, values),
        );
        values.forEach((_, index) => {
          expect(hommel?.[index]).toBeLessThanOrEqual((hochberg?.[index] ?? 0) + 1e-12);
          expect(hochberg?.[index]).toBeLessThanOrEqual((holm?.[index] ?? 0) + 1e-12);
          expect(holm?.[index]).toBeLessThanOrEqual((bonferroni?.[index] ?? 0) + 1e-12);
        });
      }),
    );
  });
  it("knows no other name", () => expect(adjustmentNamed("no-such")).toBeUndefined());
});

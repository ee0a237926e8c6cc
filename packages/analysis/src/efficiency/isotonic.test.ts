import fc from "fast-check";
import { expect, it } from "vitest";
import { isotonic } from "./isotonic.js";

const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 12 });

it("never turns back, keeps the mean, and is its own fit", () => {
  fc.assert(
    fc.property(values, (list) => {
      const fit = isotonic(list, "decreasing");
      fit.forEach((value, index) => {
        if (index > 0) expect(value).toBeLessThanOrEqual((fit[index - 1] ?? 0) + 1e-12);
      });
      const sum = (of: ArrayLike<number>) => Array.from(of).reduce((total, value) => total + value, 0);
      expect(sum(fit)).toBeCloseTo(sum(list), 8);
      isotonic(fit, "decreasing").forEach((value, index) => {
        expect(value).toBeCloseTo(fit[index] ?? 0, 10);
      });
    }),
  );
});

it("turns round with the signs", () => {
  fc.assert(
    fc.property(values, (list) => {
      const down = isotonic(list, "decreasing");
      isotonic(
        list.map((value) => -value),
        "increasing",
      ).forEach((value, index) => {
        expect(value).toBeCloseTo(-(down[index] ?? 0), 12);
      });
    }),
  );
});

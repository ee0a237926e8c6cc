import { expect, it } from "vitest";
import { exactShapley, fractionOf, fractionText } from "./exact-shares.js";

it.each([
  [0.07, "7/100"],
  [-0.125, "-1/8"],
  [3, "3"],
  [1e-7, "1/10000000"],
  [1.5e21, "1500000000000000000000"],
  [0, "0"],
])("reads %s as the decimal it is written as", (value, text) => {
  expect(fractionText(fractionOf(value))).toBe(text);
});

it("divides without rounding", () => {
  const values = [0, 0.1, 0.2, 0.4].map(fractionOf);
  expect(fractionText(exactShapley(2, 0, values))).toBe("3/20");
  expect(fractionText(exactShapley(2, 1, values))).toBe("1/4");
});

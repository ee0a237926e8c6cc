import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { lenth, lenthPValue, marginOfError, simultaneousMargin } from "./lenth.js";

/** Filtration rate, 2^4 without repeats: Montgomery 2017, example 6.2. */
const FILTRATION = [
  21.625, 3.125, 9.875, 14.625, 0.125, -18.125, 16.625, 2.375, -0.375, -1.125, 1.875, 4.125, -1.625, -2.625,
  1.375,
];

describe("lenth", () => {
  it("agrees with the published analysis of the filtration rate", () => {
    const error = expectEstimated(lenth(FILTRATION));
    expect(error.pse).toBeCloseTo(2.625, 12);
    expect(error.df).toBe(5);
    expect(marginOfError(error, 0.95)).toBeCloseTo(6.748, 3);
    expect(simultaneousMargin(error, 15, 0.95)).toBeCloseTo(13.699, 2);
    expect(lenthPValue(marginOfError(error, 0.95), error)).toBeCloseTo(0.05, 10);
  });

  it("does not care for signs", () => {
    expect(lenth(FILTRATION.map((effect) => -effect))).toEqual(lenth(FILTRATION));
  });

  it("says why two effects, or effects that are all 0, tell nothing of chance", () => {
    expect(lenth([1, 2])).toMatchObject({ status: "not-estimable" });
    expect(lenth([0, 0, 0, 0, 1])).toMatchObject({ status: "not-estimable" });
  });
});

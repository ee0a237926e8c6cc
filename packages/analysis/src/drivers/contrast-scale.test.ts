import { describe, expect, it } from "vitest";
import { componentsOfValues, type MeasuredArms } from "../measure/measured-arms.js";
import { expectEstimated } from "../testing/matrices.js";
import { scaledArms } from "./contrast-scale.js";

function measured(rates: readonly (readonly number[])[], observations: number | null): MeasuredArms {
  return {
    level: "counts",
    arms: rates.map((values, index) => ({
      name: `arm-${index}`,
      moment: { units: [], steps: [], outcomes: [], missing: 0 },
      runs: values.length,
      components: componentsOfValues(values.map((rate) => ({ rate, observations, standardError: null }))),
      observations: observations === null ? null : observations * values.length,
    })),
    steps: [null],
    sizes: new Float64Array(0),
    prompts: null,
    dropped: 0,
  };
}

describe("scaledArms", () => {
  it("places an arm in log odds to first order around its rate", () => {
    const { arms } = expectEstimated(scaledArms(measured([[0.2, 0.4]], 50), "log-odds", 1));
    expect(arms[0]?.rate).toBeCloseTo(Math.log(0.3 / 0.7), 12);
    expect(arms[0]?.seed).toBeCloseTo(0.02 / 2 / 0.21 ** 2, 12);
  });

  it("adds half an effective event where an arm is at an end of the scale", () => {
    const { arms } = expectEstimated(
      scaledArms(
        measured(
          [
            [0, 0],
            [1, 1],
          ],
          12,
        ),
        "log-odds",
        1,
      ),
    );
    expect(arms[0]?.rate).toBeCloseTo(Math.log(0.5 / 12.5), 12);
    expect(arms[0]?.standIn).toBeCloseTo(1 / 0.5 + 1 / 12.5, 12);
    expect(arms[1]?.rate).toBeCloseTo(-(arms[0]?.rate ?? 0), 12);
  });

  it("says why log odds are out of reach where nobody knows how many scores there are", () => {
    expect(scaledArms(measured([[0, 0]], null), "log-odds", 1)).toMatchObject({ status: "not-estimable" });
    expect(expectEstimated(scaledArms(measured([[0, 0]], null), "difference", 7)).factor).toBe(7);
  });
});

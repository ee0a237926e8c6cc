import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentTTwoSided } from "../distributions/student-t.js";
import { armSet } from "../drivers/arm-set.js";
import { componentsOfValues } from "../measure/measured-arms.js";
import { expectEstimated } from "../testing/matrices.js";
import { type ContrastedDoses, doseContrasts } from "./dose-contrasts.js";

const DOSES = [0, 1, 3, 10, 30];
const WOBBLE = [-0.02, 0.015, 0.01];

function asked(
  at: (dose: number) => number,
  change: Partial<ContrastedDoses> = {},
  unit = 1,
): ContrastedDoses {
  const arms = DOSES.map((dose, arm) =>
    componentsOfValues(
      WOBBLE.map((own, run) => ({
        rate: at(dose) + own * (1 + ((arm + run) % 3)),
        observations: null,
        standardError: null,
      })),
    ),
  );
  return {
    set: armSet(arms, new Float64Array(0)),
    doses: DOSES.map((dose, arm) => ({ arm, dose: dose * unit })),
    method: "pooled",
    target: "suite-fixed",
    ...change,
  };
}

const found = (...given: Parameters<typeof asked>) => expectEstimated(doseContrasts(asked(...given)));
const strongest = ({ shapes }: ReturnType<typeof found>) =>
  shapes.reduce((most, one) => (Math.abs(one.t) > Math.abs(most.t) ? one : most));

describe("doseContrasts", () => {
  it("find the shape that the course has, in either direction", () => {
    expect(found((dose) => 0.6 - (0.4 * dose) / (1 + dose)).nearest).toBe("emax-early");
    expect(found((dose) => 0.6 - (0.4 * dose) / (1 + dose), { method: "welch" }).nearest).toBe("emax-early");
    expect(strongest(found((dose) => 0.6 - (0.4 * dose) / (1 + dose))).shape).toBe("emax-early");
    expect(strongest(found((dose) => 0.6 - 0.01 * dose)).shape).toBe("linear");
    const late = strongest(found((dose) => 0.2 + 0.05 * Math.expm1(dose / 15)));
    expect(late.shape).toBe("late");
    expect(late.t).toBeGreaterThan(0);
    expect(strongest(found((dose) => 0.6 - 0.01 * dose)).t).toBeLessThan(0);
  });

  it("adjust: no p-value is below that of its own t, nor above five times it", () => {
    const { df, shapes } = found((dose) => 0.5 - 0.02 * Math.log1p(dose));
    for (const { t, pAdjusted } of shapes) {
      expect(pAdjusted).toBeGreaterThanOrEqual(studentTTwoSided(t, df));
      expect(pAdjusted).toBeLessThanOrEqual(Math.min(1, 5 * studentTTwoSided(t, df)));
    }
  });

  it("are the same in any unit of the dose, and with the order of doses turned round", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.3, max: 0.3, noNaN: true }), (slope) => {
        const at = (dose: number) => 0.5 + (slope * dose) / (4 + dose);
        const plain = found(at);
        const scaled = found(at, {}, 1e6);
        plain.shapes.forEach(({ t, pAdjusted }, index) => {
          expect(scaled.shapes[index]?.t).toBeCloseTo(t, 8);
          expect(scaled.shapes[index]?.pAdjusted).toBeCloseTo(pAdjusted, 8);
        });
        const turned = asked(at);
        const back = expectEstimated(doseContrasts({ ...turned, doses: [...turned.doses].reverse() }));
        plain.shapes.forEach(({ t }, index) => {
          expect(back.shapes[index]?.t).toBeCloseTo(t, 8);
        });
      }),
      { numRuns: 10 },
    );
  });

  it("say why three doses, runs that do not differ, or other prompts of bare values have none", () => {
    const { doses } = asked(() => 0.5);
    expect(doseContrasts(asked(() => 0.5, { doses: doses.slice(0, 3) }))).toMatchObject({
      reason: expect.stringContaining("4 distinct doses"),
    });
    const still = DOSES.map((dose) =>
      componentsOfValues(
        [0, 1].map(() => ({ rate: 0.5 - dose / 100, observations: null, standardError: null })),
      ),
    );
    expect(doseContrasts(asked(() => 0.5, { set: armSet(still, new Float64Array(0)) }))).toMatchObject({
      status: "not-estimable",
    });
    expect(doseContrasts(asked(() => 0.5, { target: "prompt-general" }))).toMatchObject({
      status: "not-estimable",
    });
  });
});
